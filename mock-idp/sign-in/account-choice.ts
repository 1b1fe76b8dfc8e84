/** Which signed-in account a request means, when it means one without asking. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { strangerRefusal } from '../directory/membership.ts';
import type { BrowserSession, SignedIn } from '../state.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { isWithinReach } from './credentials.ts';
import { signedIn } from './session.ts';

export type AccountChoice =
  | { readonly kind: 'account'; readonly account: SignedIn }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'several' };

/** `login_hint` names an account, `sid` a session; with neither, the only account is meant. */
export const chooseAccount = (
  context: EndpointContext,
  session: BrowserSession,
  request: AuthorizationRequest,
): AccountChoice => {
  const { loginHint, sid } = request;
  if (sid !== undefined && sid !== session.id) return { kind: 'nobody' };
  const hint = loginHint?.toLowerCase();
  const [first, ...others] = signedIn(context, session)
    .filter(({ user }) => isWithinReach(context, request, user))
    .filter(({ user }) => !strangerRefusal(context, request, user))
    .filter(({ user }) => hint === undefined || user.upn.toLowerCase() === hint);
  if (!first) return { kind: 'nobody' };
  return others.length === 0 ? { kind: 'account', account: first } : { kind: 'several' };
};
