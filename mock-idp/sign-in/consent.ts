/** Whether the user has to be asked for an app's permissions, and what they answer. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { consentRefusal } from '../grants/user-refusal.ts';
import { consentKey, tenantConsentKey } from '../state.ts';
import type { User } from '../world.ts';
import type { SignIn } from './flow.ts';

/** `prompt=consent` asks again even where the user has agreed before. */
export const mustAskConsent = (
  context: EndpointContext,
  user: User,
  { purpose, accepted }: Pick<SignIn, 'purpose' | 'accepted'>,
): boolean => {
  if (accepted) return false;
  if (purpose.kind === 'authorize' && purpose.prompts.includes('consent')) return true;
  return consentRefusal(context, user, purpose.app, purpose.granted) !== undefined;
};

export const acceptConsent = ({ state }: EndpointContext, user: User, flow: SignIn): void => {
  const { app, granted } = flow.purpose;
  state.consents.add(consentKey(user, app, granted.resource));
  if (app.consent === 'admin-required') state.consents.add(tenantConsentKey(user, app, granted.resource));
  flow.accepted = true;
};

/** Whether only an administrator can give what has to be asked for. */
export const awaitsAdmin = (
  context: EndpointContext,
  user: User,
  { app, granted }: SignIn['purpose'],
): boolean =>
  app.consent === 'admin-required' &&
  user.admin !== true &&
  consentRefusal(context, user, app, granted) !== undefined;

/** What the page lists. */
export const askedScopes = ({ granted }: SignIn['purpose']): readonly string[] => [
  ...granted.scopes,
  ...granted.oidc,
  ...(granted.offline ? ['offline_access'] : []),
];
