/** The least a token endpoint does: signs claims of an ordinary size with RS256, off the main thread. */
import { generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';

const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
const signAsync = promisify(sign);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const filler = 'x'.repeat(22);
let issued = 0;

/** An access token with as many claims as one for an app has. */
export const signedToken = async (): Promise<string> => {
  const jti = `${filler}${++issued}`;
  const claims = {
    aud: '00000003-0000-0000-c000-000000000000',
    iss: 'https://login.microsoftonline.com/00000003-0000-0000-c000-000000000000/v2.0',
    ...{
      iat: 1_900_000_000,
      nbf: 1_900_000_000,
      exp: 1_900_003_600,
      aio: `${filler}0123456789`,
      azp: filler,
    },
    ...{ azpacr: '1', oid: `${filler}0123456789abcd`, rh: `1.A${filler}.`, sub: `${filler}0123456789abcd` },
    ...{ tid: `${filler}0123456789abcd`, uti: jti, ver: '2.0' },
  };
  const text = `${encode({ typ: 'JWT', alg: 'RS256', kid: filler })}.${encode(claims)}`;
  const signature = await signAsync('sha256', Buffer.from(text), privateKey);
  return `${text}.${signature.toString('base64url')}`;
};

export const tokenAnswer = async (): Promise<string> =>
  JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: await signedToken() });
