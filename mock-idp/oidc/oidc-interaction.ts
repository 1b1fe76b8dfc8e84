/** What a person is asked at the OpenID provider: who they are, their password, and whether the app may. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { signInRefusal } from '../grants/user-refusal.ts';
import { consentPage } from '../pages/consent-page.ts';
import type { Problem } from '../pages/form.ts';
import type { Page } from '../pages/layout.ts';
import { passwordPage, usernamePage, type SignInContext } from '../pages/sign-in-pages.ts';
import { userByUpn } from '../directory/find.ts';
import { keepAtMost } from '../sign-in/keep-at-most.ts';
import type { App, Tenant, User, World } from '../world.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

export interface InteractionHost {
  readonly provider: Provider;
  readonly world: World;
  readonly tenant: Tenant;
  /** User names typed so far, by the interaction's uid. */
  readonly usernames: Map<string, string>;
}

interface Exchange {
  readonly host: InteractionHost;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly interaction: Interaction;
  readonly form: URLSearchParams;
}

const show = ({ res }: Exchange, { html, policy }: Page): void => {
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
  res.end(html);
};

const appOf = ({ host, interaction }: Exchange): App | undefined =>
  host.world.directory.apps.find(({ clientId }) => clientId === interaction.params['client_id']);

const contextOf = (exchange: Exchange): SignInContext => {
  const { uid, params } = exchange.interaction;
  return {
    target: { action: `/interaction/${uid}`, flow: uid },
    appName: appOf(exchange)?.displayName ?? '',
    leadsTo: typeof params['redirect_uri'] === 'string' ? params['redirect_uri'] : undefined,
  };
};

const askUsername = (exchange: Exchange, problem?: Problem): void =>
  show(exchange, usernamePage(contextOf(exchange), { problem }));

const askPassword = (exchange: Exchange, username: string, problem?: Problem): void =>
  show(exchange, passwordPage(contextOf(exchange), { username, problem }));

const finish = ({ host, req, res }: Exchange, result: Parameters<Provider['interactionFinished']>[2]) =>
  host.provider.interactionFinished(req, res, result, { mergeWithLastSubmission: true });

const userOf = ({ host }: Exchange, username: string): User | undefined => {
  const user = userByUpn(host.world.directory, username);
  return user?.tenant === host.tenant ? user : undefined;
};

const login = (exchange: Exchange): void | Promise<void> => {
  const { host, form, interaction } = exchange;
  const { uid } = interaction;
  switch (form.get('action')) {
    case 'next': {
      const user = userOf(exchange, form.get('username') ?? '');
      if (!user) {
        return askUsername(exchange, { aadsts: 50034, text: 'There is no account with this user name.' });
      }
      keepAtMost(host.usernames, 1000).set(uid, user.upn);
      return askPassword(exchange, user.upn);
    }
    case 'signin': {
      const user = userOf(exchange, host.usernames.get(uid) ?? '');
      if (!user) return askUsername(exchange);
      const refused = signInRefusal(user, form.get('password') ?? '');
      const wrong = refused && { aadsts: refused.refusal, text: 'The user name or the password is wrong.' };
      if (wrong) return askPassword(exchange, user.upn, wrong);
      host.usernames.delete(uid);
      return finish(exchange, { login: { accountId: user.id } });
    }
    case null: {
      const hint = interaction.params['login_hint'];
      const user = typeof hint === 'string' ? userOf(exchange, hint) : undefined;
      if (!user) return askUsername(exchange);
      keepAtMost(host.usernames, 1000).set(uid, user.upn);
      return askPassword(exchange, user.upn);
    }
    default:
      return askUsername(exchange);
  }
};

interface Missing {
  readonly missingOIDCScope?: readonly string[];
  readonly missingOIDCClaims?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

const accept = async (exchange: Exchange): Promise<void> => {
  const { host, interaction } = exchange;
  const { provider } = host;
  const missing = interaction.prompt.details as Missing;
  const known =
    interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
  const grant =
    known ??
    new provider.Grant({
      accountId: interaction.session?.accountId ?? '',
      clientId: String(interaction.params['client_id']),
    });
  if (missing.missingOIDCScope) grant.addOIDCScope(missing.missingOIDCScope.join(' '));
  if (missing.missingOIDCClaims) grant.addOIDCClaims([...missing.missingOIDCClaims]);
  for (const [resource, scopes] of Object.entries(missing.missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  return finish(exchange, { consent: { grantId: await grant.save() } });
};

/** Apps whose consent is granted are not asked about. */
const consent = (exchange: Exchange): void | Promise<void> => {
  const { form, host, interaction } = exchange;
  if (appOf(exchange)?.consent === 'granted' || form.get('action') === 'accept') return accept(exchange);
  const user = host.world.directory.users.find(({ id }) => id === interaction.session?.accountId);
  const { scope } = interaction.params;
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  return show(exchange, consentPage(contextOf(exchange), { username: user?.upn ?? '', scopes }));
};

export const interact = async (
  host: InteractionHost,
  req: IncomingMessage,
  res: ServerResponse,
  body: string,
): Promise<void> => {
  const interaction = await host.provider.interactionDetails(req, res);
  const exchange: Exchange = { host, req, res, interaction, form: new URLSearchParams(body) };
  if (exchange.form.get('action') === 'cancel') {
    return finish(exchange, {
      error: 'access_denied',
      error_description: 'the user canceled the authentication',
    });
  }
  return interaction.prompt.name === 'login' ? login(exchange) : consent(exchange);
};
