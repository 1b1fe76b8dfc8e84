/** The page where the code of a device is typed (RFC 8628, section 3.3), and the sign-in that follows there. */
import { refuse } from '../errors/error-data.ts';
import { openDeviceEntry, reopenDeviceEntry, takeUserCode } from '../sign-in/device-entry.ts';
import { postedFlow } from '../sign-in/flow.ts';
import { act } from '../sign-in/form-actions.ts';
import { errorPageAnswer } from '../sign-in/page-answer.ts';
import { openSession, withCookies } from '../sign-in/session.ts';
import type { WireResponse } from '../wire.ts';
import type { EndpointContext, EndpointHandler } from './endpoint.ts';

const refuseForm = (context: EndpointContext): WireResponse => {
  const userCode = context.form.get('user_code');
  if (userCode === undefined) return errorPageAnswer(context, refuse(165000));
  const { session, cookies } = openSession(context);
  return withCookies(reopenDeviceEntry(context, session, userCode), cookies);
};

export const devicePage: EndpointHandler = (context) => {
  if (context.request.method !== 'POST') {
    const { session, cookies } = openSession(context);
    return withCookies(openDeviceEntry(context, session), cookies);
  }
  const posted = postedFlow(context);
  if (!posted || posted.flow.kind === 'customer') return refuseForm(context);
  const { session, flow } = posted;
  return flow.kind === 'device-entry' ? takeUserCode(context, session, flow) : act(context, session, flow);
};
