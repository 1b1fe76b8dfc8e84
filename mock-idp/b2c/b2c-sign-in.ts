/** The authorize endpoint of a policy, and the forms of its pages. */
import { actAsCustomer } from '../customers/journey.ts';
import { openJourney } from '../customers/open-journey.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse } from '../errors/error-data.ts';
import { chooseAccount } from '../sign-in/account-choice.ts';
import { parseAuthorizationRequest, type AuthorizationRequest } from '../sign-in/authorization-request.ts';
import { postedFlow } from '../sign-in/flow.ts';
import { findSession, openSession, withCookies } from '../sign-in/session.ts';
import type { WireResponse } from '../wire.ts';
import type { B2cAuthority, B2cHandler } from './b2c-authority.ts';
import { b2cErrorPageAnswer, refuseB2c, refuseB2cApp } from './b2c-errors.ts';
import { b2cRules, finishB2c } from './b2c-rules.ts';
import { resolveB2cScopes } from './b2c-scopes.ts';

/** `prompt=none`: the answer or an error, never a page. */
const answerSilently = (
  context: EndpointContext,
  authority: B2cAuthority,
  request: AuthorizationRequest,
): WireResponse | Promise<WireResponse> => {
  const session = findSession(context);
  const choice = session && chooseAccount(context, session, request);
  const account = choice?.kind === 'account' ? choice.account : undefined;
  if (!account || (account.user.mfa === 'required' && !account.mfa)) {
    return refuseB2cApp(context, request.reply, refuseB2c(90077, { prompt: request.prompts.join(' ') }));
  }
  const { user, mfa, authenticatedAt } = account;
  return finishB2c(context, authority, request, {
    user,
    newUser: false,
    authentication: { at: authenticatedAt, mfa },
  });
};

export const b2cAuthorize: B2cHandler = async (context, authority) => {
  const request = parseAuthorizationRequest(context, resolveB2cScopes);
  switch (request.kind) {
    case 'page':
      return b2cErrorPageAnswer(context, request.refusal);
    case 'redirect':
      return refuseB2cApp(context, request.reply, request.refusal);
    case 'authorize': {
      if (request.prompts.includes('none')) return answerSilently(context, authority, request);
      const { tenant, policy, kind } = authority;
      const { session, cookies } = openSession(context);
      const opening = {
        purpose: request,
        tenant,
        policy,
        action: `/${tenant.id}/${policy.toLowerCase()}/customer`,
        at: kind === 'password-reset' ? ('reset' as const) : ('sign-in' as const),
      };
      return withCookies(await openJourney(context, session, opening, b2cRules(authority)), cookies);
    }
  }
};

export const b2cPage: B2cHandler = (context, authority) => {
  const posted = postedFlow(context);
  if (posted?.flow.kind !== 'customer' || posted.flow.policy !== authority.policy) {
    return b2cErrorPageAnswer(context, refuse(165000));
  }
  const { session, flow } = posted;
  return actAsCustomer({ context, session, flow, rules: b2cRules(authority) });
};
