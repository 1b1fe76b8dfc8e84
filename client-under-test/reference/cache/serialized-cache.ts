/**
 * The serialized form of the cache, read: which entries this client understands, and everything else, which it
 * carries along untouched.
 */
import { MsalClientException } from '../errors/msal-error.ts';
import { isJsonObject, parseJson } from '../json.ts';
import type { Entity } from './entities.ts';

/** Text that an entry of a section must have to be of use. */
const requiredText = {
  AccessToken: ['environment', 'client_id', 'realm', 'target', 'secret'],
  RefreshToken: ['home_account_id', 'environment', 'client_id', 'secret'],
  IdToken: ['home_account_id', 'environment', 'client_id', 'realm', 'secret'],
  Account: ['home_account_id', 'environment', 'realm', 'username'],
  AppMetadata: ['client_id', 'environment'],
} as const;

/** Text that may be absent. */
const optionalText = [
  'home_account_id',
  'token_type',
  'user_assertion_hash',
  'family_id',
  'local_account_id',
];

export type SectionName = keyof typeof requiredText;

export const sectionNames = Object.keys(requiredText) as SectionName[];

export interface SerializedCache {
  readonly understood: Readonly<Record<SectionName, Readonly<Record<string, Entity>>>>;
  /** Sections, and entries of the five sections, that are carried along. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** Throws `json_parse_failed` when the text is not JSON or a section is not an object. */
export function readSerializedCache(json: string): SerializedCache {
  const parsed = parseJson(json);
  if (!parsed.ok || !isJsonObject(parsed.value)) throw unreadable('it is not a JSON object');
  const others: Record<string, unknown> = { ...parsed.value };
  const understood: Partial<Record<SectionName, Record<string, Entity>>> = {};
  for (const name of sectionNames) {
    const section = parsed.value[name] ?? {};
    if (!isJsonObject(section)) throw unreadable(`its section ${name} is not an object`);
    const entries = Object.entries(section);
    understood[name] = Object.fromEntries(
      entries.filter((entry): entry is [string, Entity] => isUnderstood(name, entry[1])),
    );
    others[name] = Object.fromEntries(entries.filter(([, entity]) => !isUnderstood(name, entity)));
  }
  return { understood: understood as SerializedCache['understood'], others };
}

function isUnderstood(section: SectionName, entity: unknown): boolean {
  if (!isJsonObject(entity)) return false;
  return (
    requiredText[section].every((field) => typeof entity[field] === 'string') &&
    optionalText.every((field) => ['string', 'undefined'].includes(typeof (entity[field] ?? undefined)))
  );
}

function unreadable(why: string): MsalClientException {
  return new MsalClientException('json_parse_failed', `The serialized token cache cannot be read: ${why}.`, {
    hint: 'Pass what serialize() of an MSAL cache gave.',
  });
}
