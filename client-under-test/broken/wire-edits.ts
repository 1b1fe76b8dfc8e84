/** What requests and answers of the token endpoint are made of, for changes that concern only some of them. */
import type { NetworkRequest, NetworkResponse } from '../reference/index.ts';
import type { Change } from './broken-client.ts';
import { changeAnswers, changeRequests } from './changes.ts';

export const isTokenRequest = ({ url }: NetworkRequest): boolean => url.endsWith('/oauth2/v2.0/token');
export const isDeviceRequest = ({ url }: NetworkRequest): boolean => url.endsWith('/oauth2/v2.0/devicecode');
export const isDiscovery = ({ url }: NetworkRequest): boolean => url.includes('/common/discovery/instance');

export const formOf = ({ body }: NetworkRequest): URLSearchParams => new URLSearchParams(body ?? '');

/** Whether a token request has this grant; `any` is every token request. */
export const hasGrant = (request: NetworkRequest, grant: string): boolean =>
  isTokenRequest(request) && (grant === 'any' || formOf(request).get('grant_type') === grant);

/** Changes the form of token requests with a grant. */
export const changeForm = (grant: string, edit: (form: URLSearchParams) => void): Change =>
  changeRequests((request) => {
    if (!hasGrant(request, grant)) return request;
    const form = formOf(request);
    edit(form);
    return { ...request, body: form.toString() };
  });

export type Json = Record<string, unknown>;

/** The members of an answer; undefined when it is not a JSON object. */
export const membersOf = ({ body }: NetworkResponse): Json | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
};

export const withBody = (answer: NetworkResponse, body: unknown): NetworkResponse => ({
  ...answer,
  body: JSON.stringify(body),
});

/** Changes the members of the answers to token requests with a grant. */
export const changeMembers = (
  grant: string,
  edit: (members: Json, answer: NetworkResponse) => Json | undefined,
): Change =>
  changeAnswers((answer, request) => {
    const members = hasGrant(request, grant) ? membersOf(answer) : undefined;
    const changed = members === undefined ? undefined : edit(members, answer);
    return changed === undefined ? answer : withBody(answer, changed);
  });

/** An answer that nobody can read. */
export const unreadable = (answer: NetworkResponse): NetworkResponse => ({ ...answer, body: '?' });

/** An object without some of its members. */
export const without = <T extends object>(value: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name as keyof T))) as T;
