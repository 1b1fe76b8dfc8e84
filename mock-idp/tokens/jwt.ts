/** Signed JSON Web Tokens: made off the main thread, verified against the keys the world publishes. */
import { sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { PoolKey } from '../keys/key-pool.ts';
import type { WorldKeys } from '../keys/world-keys.ts';

const signAsync = promisify(sign);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** RS256, members in the order given. The header is `typ, alg, kid`; tokens of version 1.0 have `x5t` before it. */
export const signJwt = async (key: PoolKey, claims: Readonly<Record<string, unknown>>): Promise<string> => {
  const thumbprint = claims['ver'] === '1.0' && { x5t: key.x5t };
  const text = `${encode({ typ: 'JWT', alg: 'RS256', ...thumbprint, kid: key.x5t })}.${encode(claims)}`;
  const signature = await signAsync('sha256', Buffer.from(text), key.privateKey);
  return `${text}.${signature.toString('base64url')}`;
};

export interface DecodedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A member that is to be text: `''` when it is anything else. */
export const textMember = (object: Readonly<Record<string, unknown>>, name: string): string => {
  const value = object[name];
  return typeof value === 'string' ? value : '';
};

const decodeObject = (part: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/** What a compact JWS says, unverified. */
export const decodeJwt = (token: string): DecodedJwt | undefined => {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  const header = decodeObject(parts[0]!);
  const claims = decodeObject(parts[1]!);
  return header && claims && { header, claims };
};

/** Whether this authority signed the token, with a key that it still publishes. */
export const isOurs = async (keys: Pick<WorldKeys, 'published'>, token: string): Promise<boolean> => {
  const header = decodeJwt(token)?.header;
  const key = (await keys.published()).find(({ x5t }) => x5t === header?.['kid']);
  const [head = '', body = '', signature = ''] = token.split('.');
  return (
    key !== undefined &&
    header?.['alg'] === 'RS256' &&
    verify('sha256', Buffer.from(`${head}.${body}`), key.publicKey, Buffer.from(signature, 'base64url'))
  );
};
