/** Validates a token as an API does with `jsonwebtoken` and `jwks-rsa`. */
import jwt from 'jsonwebtoken';
import { JwksClient } from 'jwks-rsa';
import { appToken, env, report, tampered, verdictOf } from './surroundings.ts';

const keys = new JwksClient({ jwksUri: `${env('ENTRA_AUTHORITY')}/discovery/v2.0/keys` });

const validate = (token: string, audience = '00000003-0000-0000-c000-000000000000') =>
  new Promise((resolve, reject) => {
    jwt.verify(
      token,
      ({ kid }, done) => {
        keys.getSigningKey(kid).then(
          (key) => done(null, key.getPublicKey()),
          (error: Error) => done(error),
        );
      },
      { algorithms: ['RS256'], issuer: `${env('ENTRA_AUTHORITY')}/v2.0`, audience },
      (error, claims) => (error ? reject(error) : resolve(claims)),
    );
  });

const token = await appToken();
report({
  ours: await verdictOf(() => validate(token)),
  tampered: await verdictOf(() => validate(tampered(token))),
  forAnother: await verdictOf(() => validate(token, 'api://another')),
});
