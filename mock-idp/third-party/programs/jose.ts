/** Validates a token as an API does with `jose`: remote keys, issuer, audience. */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { appToken, env, report, tampered, verdictOf } from './surroundings.ts';

const keys = createRemoteJWKSet(new URL(`${env('ENTRA_AUTHORITY')}/discovery/v2.0/keys`));
const expected = {
  issuer: `${env('ENTRA_AUTHORITY')}/v2.0`,
  audience: '00000003-0000-0000-c000-000000000000',
};
const token = await appToken();
report({
  ours: await verdictOf(() => jwtVerify(token, keys, expected)),
  tampered: await verdictOf(() => jwtVerify(tampered(token), keys, expected)),
  forAnother: await verdictOf(() => jwtVerify(token, keys, { ...expected, audience: 'api://another' })),
});
