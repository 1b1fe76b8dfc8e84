/** Decides what a sign-in shows next, until nothing is left to ask. */
import { stateRefusal } from '../directory/find.ts';
import { strangerRefusal } from '../directory/membership.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { BrowserSession } from '../state.ts';
import type { User } from '../world.ts';
import type { WireResponse } from '../wire.ts';
import { mustAskConsent } from './consent.ts';
import { findUser } from './credentials.ts';
import { awaitsApproval, awaitsPassword, endOfTheRoad } from './demands.ts';
import { finish } from './finish.ts';
import { endFlow, type SignIn } from './flow.ts';
import { errorPageAnswer } from './page-answer.ts';
import { signedIn } from './session.ts';
import {
  askApproval,
  askConsent,
  askDeviceConfirmation,
  askPassword,
  askUsername,
  askWhichAccount,
} from './sign-in-page.ts';

/** Who is it? A hint that names an account goes straight to its password. */
export const askWho = (context: EndpointContext, flow: SignIn): WireResponse => {
  const user = flow.username === undefined ? undefined : findUser(context, flow, flow.username);
  return user ? askPassword(context, flow, user.upn) : askUsername(context, flow);
};

/** The same, with the signed-in accounts to pick from, if there are any. */
export const askPicker = (context: EndpointContext, session: BrowserSession, flow: SignIn): WireResponse =>
  signedIn(context, session).length > 0 ? askWhichAccount(context, session, flow) : askWho(context, flow);

/** What is left to ask of a user who has proved who they are. `confirmed`: they let the device in. */
export const goOn = (
  context: EndpointContext,
  flow: SignIn,
  user: User,
  { confirmed = false }: { confirmed?: boolean } = {},
): WireResponse | Promise<WireResponse> => {
  if (awaitsApproval(context, flow, user)) return askApproval(context, flow, user);
  const stranger = strangerRefusal(context, flow.purpose, user) ?? stateRefusal(user.tenant);
  if (stranger) {
    endFlow(context, flow);
    return errorPageAnswer(context, stranger);
  }
  const refused = endOfTheRoad(context, flow, user);
  if (refused) {
    endFlow(context, flow);
    return errorPageAnswer(context, refused);
  }
  if (awaitsPassword(context, flow, user)) {
    flow.username = user.upn;
    return askPassword(context, flow, user.upn);
  }
  if (mustAskConsent(context, user, flow)) return askConsent(context, flow, user);
  if (flow.purpose.kind === 'device' && !confirmed) return askDeviceConfirmation(context, flow, user);
  return finish(context, flow, user);
};
