/** The authorize endpoint of a CIAM tenant, and the forms of its pages. */
import { actAsCustomer } from '../customers/journey.ts';
import { openJourney } from '../customers/open-journey.ts';
import { authorize } from '../endpoints/authorize.ts';
import type { EndpointHandler } from '../endpoints/endpoint.ts';
import { refuse } from '../errors/error-data.ts';
import { parseAuthorizationRequest } from '../sign-in/authorization-request.ts';
import { postedFlow } from '../sign-in/flow.ts';
import { errorPageAnswer } from '../sign-in/page-answer.ts';
import { openSession, withCookies } from '../sign-in/session.ts';
import { ciamRules } from './ciam-rules.ts';

/** What needs no page is answered as by any other tenant. */
export const ciamAuthorize: EndpointHandler = async (context) => {
  const request = parseAuthorizationRequest(context);
  const { tenant } = context;
  if (request.kind !== 'authorize' || tenant.kind !== 'tenant' || !tenant.tenant.ciam)
    return authorize(context);
  const { prompts } = request;
  if (prompts.includes('none') || prompts.includes('attempt_none')) return authorize(context);
  const { session, cookies } = openSession(context);
  const opening = {
    purpose: request,
    tenant: tenant.tenant,
    action: `/${tenant.tenant.id}/customer`,
    at: prompts.includes('create') ? ('sign-up' as const) : ('sign-in' as const),
  };
  return withCookies(await openJourney(context, session, opening, ciamRules(tenant.tenant.ciam)), cookies);
};

export const ciamPage: EndpointHandler = (context) => {
  const posted = postedFlow(context);
  if (posted?.flow.kind !== 'customer' || !posted.flow.tenant.ciam) {
    return errorPageAnswer(context, refuse(165000));
  }
  const { session, flow } = posted;
  return actAsCustomer({ context, session, flow, rules: ciamRules(posted.flow.tenant.ciam) });
};
