/** Takes the forms of the sign-in pages. A form without the flow and the cookie it was made for is refused. */
import { refuse } from '../errors/error-data.ts';
import { postedFlow } from '../sign-in/flow.ts';
import { act } from '../sign-in/form-actions.ts';
import { errorPageAnswer } from '../sign-in/page-answer.ts';
import type { EndpointHandler } from './endpoint.ts';

export const page: EndpointHandler = (context) => {
  const posted = postedFlow(context);
  if (posted?.flow.kind !== 'sign-in') return errorPageAnswer(context, refuse(165000));
  return act(context, posted.session, posted.flow);
};
