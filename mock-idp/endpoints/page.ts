/** The page endpoint. Not built yet: it answers 501 and says so. */
import { htmlAnswer } from './answers.ts';
import type { EndpointHandler } from './endpoint.ts';

export const page: EndpointHandler = (context) => {
  context.setDecision('not implemented');
  return htmlAnswer('The page endpoint is not implemented.', { status: 501 });
};
