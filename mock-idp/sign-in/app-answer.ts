/** The answer to the app, by its redirect URI: the fields, or the error, in the response mode it asked for. */
import { redirectAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { errorDescription, oauthError } from '../errors/error-body.ts';
import type { Refusal } from '../errors/error-data.ts';
import { formPostPage } from '../pages/form-post-page.ts';
import type { WireResponse } from '../wire.ts';
import type { ReplyAddress } from './authorization-request.ts';
import { pageAnswer } from './page-answer.ts';
import { locationFor, type ResponseFields } from './response-fields.ts';

export const answerApp = (
  { redirectUri, responseMode }: ReplyAddress,
  fields: ResponseFields,
): WireResponse =>
  responseMode === 'form_post'
    ? pageAnswer(formPostPage(redirectUri, fields))
    : redirectAnswer(locationFor(redirectUri, responseMode, fields));

/** `error`s that only the authorize endpoint gives to these numbers (OpenID Connect Core, section 3.1.2.6). */
const interactive: Readonly<Record<number, string>> = {
  50076: 'interaction_required',
  50079: 'interaction_required',
  50105: 'interaction_required',
  50158: 'interaction_required',
  53000: 'interaction_required',
  53003: 'interaction_required',
  70044: 'interaction_required',
  65001: 'consent_required',
};

/** `state` comes last, as recorded. */
const stateField = ({ state }: ReplyAddress): ResponseFields =>
  state === undefined ? [] : [['state', state]];

export const refuseApp = (context: EndpointContext, reply: ReplyAddress, refusal: Refusal): WireResponse => {
  const { code, errorUri } = context.errors.get(refusal.refusal);
  context.setDecision(`refused by redirect: AADSTS${code}`);
  return answerApp(reply, [
    ['error', interactive[code] ?? oauthError(context.errors, code, context.version)],
    ...(code === 65004 ? ([['error_subcode', 'cancel']] as const) : []),
    ['error_description', errorDescription(context, refusal)],
    ...(errorUri ? ([['error_uri', `https://${context.host}/error?code=${code}`]] as const) : []),
    ...(refusal.claims === undefined ? [] : ([['claims', refusal.claims]] as const)),
    ...stateField(reply),
  ]);
};

/** The person pressed Cancel before anything was asked of the app's permissions. */
export const cancelApp = (context: EndpointContext, reply: ReplyAddress): WireResponse => {
  context.setDecision('the user cancelled');
  return answerApp(reply, [
    ['error', 'access_denied'],
    ['error_subcode', 'cancel'],
    ['error_description', 'the user canceled the authentication'],
    ...stateField(reply),
  ]);
};
