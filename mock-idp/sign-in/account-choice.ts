/** Which signed-in account a request means, when it means one without asking. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { BrowserSession, SignedIn } from '../state.ts';
import type { User } from '../world.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { signedIn } from './session.ts';

export type AccountChoice =
  | { readonly kind: 'account'; readonly account: SignedIn }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'several' };

/** A tenant lets in its own users; common and organizations those of any in the cloud; there are no personal accounts here. */
export const mayEnter = (
  { app, tenant }: Pick<AuthorizationRequest, 'app' | 'tenant'>,
  user: User,
): boolean => {
  if (user.tenant.cloud !== app.tenant.cloud) return false;
  switch (tenant.kind) {
    case 'tenant':
      return user.tenant === tenant.tenant;
    case 'common':
    case 'organizations':
      return true;
    case 'consumers':
    case 'unknown':
    case 'malformed':
    case 'none':
      return false;
  }
};

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
    .filter(({ user }) => mayEnter(request, user))
    .filter(({ user }) => hint === undefined || user.upn.toLowerCase() === hint);
  if (!first) return { kind: 'nobody' };
  return others.length === 0 ? { kind: 'account', account: first } : { kind: 'several' };
};
