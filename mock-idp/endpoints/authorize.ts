/** The authorize endpoint (RFC 6749, section 3.1): what it is asked decides who hears the answer, page or app. */
import { refuseApp } from '../sign-in/app-answer.ts';
import { parseAuthorizationRequest } from '../sign-in/authorization-request.ts';
import { answerSilently, openSignIn } from '../sign-in/open.ts';
import { errorPageAnswer } from '../sign-in/page-answer.ts';
import { openSession, withCookies } from '../sign-in/session.ts';
import { asScopeRequest } from '../v1/request.ts';
import type { EndpointHandler } from './endpoint.ts';

export const authorize: EndpointHandler = async (asked) => {
  const context = asScopeRequest(asked);
  const request = parseAuthorizationRequest(context);
  switch (request.kind) {
    case 'page':
      return errorPageAnswer(context, request.refusal);
    case 'redirect':
      return refuseApp(context, request.reply, request.refusal);
    case 'authorize': {
      const silent = request.prompts.some((prompt) => prompt === 'none' || prompt === 'attempt_none');
      if (silent) return answerSilently(context, request);
      const { session, cookies } = openSession(context);
      return withCookies(await openSignIn(context, session, request), cookies);
    }
  }
};
