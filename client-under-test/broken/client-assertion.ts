/** Clients whose client assertion, the signed proof of a certificate, is not right. */
import { decodeJwt, decodeProtectedHeader, importPKCS8, SignJWT, type JWTHeaderParameters } from 'jose';
import { broken, type BrokenClient, type Change } from './broken-client.ts';
import { changeParams } from './changes.ts';
import { changeForm, formOf, isTokenRequest, without, type Json } from './wire-edits.ts';

/** Writes client assertions anew, and signs them with the key the client was created with. */
const changeAssertion =
  (edit: (header: Json, claims: Json) => { header: Json; claims: Json }) => (): Change => {
    const keys = new Map<string, string>();
    return {
      operations: (inner) => ({
        ...inner,
        'client.create': (params) => {
          if (params.credential?.type === 'certificate')
            keys.set(params.clientId, params.credential.privateKeyPem);
          return inner['client.create'](params);
        },
      }),
      network: (send) => async (request) => {
        const form = formOf(request);
        const assertion = isTokenRequest(request) ? form.get('client_assertion') : null;
        if (assertion === null) return send(request);
        const { header, claims } = edit({ ...decodeProtectedHeader(assertion) }, decodeJwt(assertion));
        const key = await importPKCS8(keys.get(form.get('client_id') ?? '')!, 'PS256');
        const signed = new SignJWT(claims).setProtectedHeader(header as unknown as JWTHeaderParameters);
        form.set('client_assertion', await signed.sign(key));
        return send({ ...request, body: form.toString() });
      },
    };
  };

const hexOf = (base64url: unknown) =>
  Buffer.from(String(base64url), 'base64url').toString('hex').toUpperCase();

export const clientAssertion: readonly BrokenClient[] = [
  broken(
    'sends-a-secret-besides-the-assertion',
    'It sends a client secret besides the client assertion.',
    ['CC-005'],
    () =>
      changeForm('any', (form) => {
        if (form.has('client_assertion')) form.set('client_secret', 'secret');
      }),
  ),
  broken(
    'assertion-for-another-audience',
    'The audience of its client assertion is the authority and not its token endpoint.',
    ['CC-006'],
    changeAssertion((header, claims) => ({
      header,
      claims: { ...claims, aud: String(claims['aud']).replace('/oauth2/v2.0/token', '/v2.0') },
    })),
  ),
  broken(
    'assertion-for-another-tenant',
    'The audience of its client assertion is the token endpoint of a tenant that is not asked.',
    ['CC-005', 'CC-006', 'CODE-009', 'OBO-006'],
    changeAssertion((header, claims) => ({
      header,
      claims: { ...claims, aud: 'https://login.microsoftonline.com/elsewhere.example/oauth2/v2.0/token' },
    })),
  ),
  broken(
    'assertion-without-a-thumbprint',
    'Its client assertion names the certificate by kid alone, not by x5t or x5t#S256.',
    ['CC-007'],
    changeAssertion((header, claims) => ({
      header: { ...without(header, 'x5t#S256'), kid: hexOf(header['x5t#S256']) },
      claims,
    })),
  ),
  broken(
    'assertion-without-an-id',
    'Its client assertion has no jti.',
    ['CC-008'],
    changeAssertion((header, claims) => ({ header, claims: without(claims, 'jti') })),
  ),
  broken(
    'leaves-the-certificate-out',
    'It never puts the certificate itself into the assertion.',
    ['CC-009'],
    () =>
      changeParams('client.create', (params) =>
        params.credential?.type === 'certificate'
          ? { ...params, credential: { ...params.credential, sendX5c: false } }
          : params,
      ),
  ),
];
