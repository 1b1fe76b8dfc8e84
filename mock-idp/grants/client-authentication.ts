/** Who the client is, and whether it proved it: by secret (form or Basic), by certificate, or public with none. */
import { findApp } from '../directory/find.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { isRefusal, refuse, type Refusal } from '../errors/error-data.ts';
import type { ClientProof } from '../tokens/claims.ts';
import { decodeJwt } from '../tokens/jwt.ts';
import type { App } from '../world.ts';
import { assertionRefusal } from './client-assertion.ts';

export interface Client {
  readonly app: App;
  readonly proof: ClientProof;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** RFC 6749, section 2.3.1: both halves are form-encoded. */
export const basicCredentials = (
  header: string | undefined,
): { readonly clientId: string; readonly secret: string } | undefined => {
  const encoded = /^basic ([\w+/=-]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const decode = (half: string) => new URLSearchParams(`v=${half}`).get('v') ?? '';
  return { clientId: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) };
};

/** The client id as far as the request names one, wherever it stands. */
export const claimedClientId = (
  form: ReadonlyMap<string, string>,
  authorization: string | undefined,
): string | undefined => {
  const assertion = form.get('client_assertion');
  const subject = assertion === undefined ? undefined : decodeJwt(assertion)?.claims['sub'];
  return (
    form.get('client_id') ??
    basicCredentials(authorization)?.clientId ??
    (typeof subject === 'string' ? subject : undefined)
  );
};

const secretRefusal = (app: App, secret: string): Refusal | undefined => {
  if (secret !== app.secret) return refuse(7000215, { client_id: app.clientId });
  return app.secretState === 'expired' ? refuse(7000222, { client_id: app.clientId }) : undefined;
};

/** The app of the request, once it has proved itself as its kind must. */
export const authenticateClient = async (context: EndpointContext): Promise<Client | Refusal> => {
  const { form, request } = context;
  const authorization = request.headers['authorization'];
  const app = findApp(context, claimedClientId(form, authorization));
  if (isRefusal(app)) return app;
  const secret = form.get('client_secret') ?? basicCredentials(authorization)?.secret;
  const assertion = form.get('client_assertion');
  if (app.kind === 'public') {
    return secret === undefined && assertion === undefined ? { app, proof: 'none' } : refuse(700025);
  }
  if (assertion !== undefined) {
    if (form.get('client_assertion_type') !== assertionType) {
      return refuse(900144, { parameter: 'client_assertion_type' });
    }
    return (await assertionRefusal(context, app, assertion)) ?? { app, proof: 'certificate' };
  }
  if (secret === undefined || secret === '') return refuse(7000218);
  return secretRefusal(app, secret) ?? { app, proof: 'secret' };
};
