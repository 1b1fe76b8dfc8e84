/** The single parameters of an authorization request: each understood, or refused. */
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { ResponseMode } from './response-fields.ts';

export type Parameters = ReadonlyMap<string, string>;
export type ResponseType = 'code' | 'id_token' | 'token';
export type Prompt =
  'none' | 'attempt_none' | 'login' | 'select_account' | 'consent' | 'create' | 'no_session';
export interface Pkce {
  readonly method: 'S256' | 'plain';
  readonly challenge: string;
}

const oneOf =
  <T extends string>(...known: readonly T[]) =>
  (text: string): text is T =>
    (known as readonly string[]).includes(text);

const isResponseType = oneOf<ResponseType>('code', 'id_token', 'token');
const isResponseMode = oneOf<ResponseMode>('query', 'fragment', 'form_post');
const isPrompt = oneOf<Prompt>(
  'none',
  'attempt_none',
  'login',
  'select_account',
  'consent',
  'create',
  'no_session',
);

const words = (text: string): readonly string[] => text.split(' ').filter(Boolean);

export const responseTypesOf = (parameters: Parameters): readonly ResponseType[] | Refusal => {
  const asked = parameters.get('response_type');
  if (!asked) return refuse(900144, { parameter: 'response_type' });
  const known = words(asked).filter(isResponseType);
  if (known.length === 0 || known.length !== words(asked).length) {
    return refuse(70005, { response_type: asked });
  }
  return known;
};

/** What the app asked for, and where that is nothing known: the fragment for tokens, the query for the rest. */
export const responseModeOf = (parameters: Parameters): ResponseMode => {
  const asked = parameters.get('response_mode') ?? '';
  if (isResponseMode(asked)) return asked;
  const types = words(parameters.get('response_type') ?? '');
  return types.some((type) => type === 'token' || type === 'id_token') ? 'fragment' : 'query';
};

/** Whether the mode is a known one, and one that tokens may travel in (OAuth 2.0 Multiple Response Types, section 2.1). */
export const responseModeRefusal = (
  parameters: Parameters,
  types: readonly ResponseType[],
): Refusal | undefined => {
  const asked = parameters.get('response_mode');
  const wrong = asked !== undefined && !isResponseMode(asked);
  const unsafe = asked === 'query' && types.some((type) => type !== 'code');
  return wrong || unsafe ? refuse(70007, { response_mode: asked }) : undefined;
};

export const promptsOf = (parameters: Parameters): readonly Prompt[] | Refusal => {
  const asked = words(parameters.get('prompt') ?? '');
  const known = asked.filter(isPrompt);
  const silent = known.some((prompt) => prompt === 'none' || prompt === 'attempt_none');
  if (known.length !== asked.length || (silent && known.length > 1)) {
    return refuse(90023, { reason: "Unsupported 'prompt' value" });
  }
  return known;
};

/** Public and confidential apps may both leave PKCE out; what is sent must have the form of RFC 7636, section 4.2. */
export const pkceOf = (parameters: Parameters): Pkce | undefined | Refusal => {
  const challenge = parameters.get('code_challenge');
  if (challenge === undefined) return undefined;
  const method = parameters.get('code_challenge_method') ?? 'plain';
  if (method !== 'plain' && method !== 'S256') {
    return refuse(90023, { reason: "Unsupported 'code_challenge_method' value" });
  }
  const form = method === 'S256' ? /^[\w-]{43}$/ : /^[\w.~-]{43,128}$/;
  return form.test(challenge) ? { method, challenge } : refuse(501491);
};
