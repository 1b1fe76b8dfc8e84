/** The logout endpoint. Not built yet: it answers 501 and says so. */
import { htmlAnswer } from './answers.ts';
import type { EndpointHandler } from './endpoint.ts';

export const logout: EndpointHandler = (context) => {
  context.setDecision('not implemented');
  return htmlAnswer('The logout endpoint is not implemented.', { status: 501 });
};
