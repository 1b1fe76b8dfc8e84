/** Asks for a token with each credential of `@azure/identity` that works without a machine of Azure's. */
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  EnvironmentCredential,
  UsernamePasswordCredential,
  type TokenCredential,
} from '@azure/identity';
import { decodeJwt } from 'jose';
import { env, report } from './surroundings.ts';

const tenant = env('ENTRA_TENANT_ID');

/** The person at the device page, through the control API. */
const enterCode = async (userCode: string) => {
  const answer = await fetch(
    `${env('ENTRA_CONTROL_URL')}/worlds/${env('ENTRA_WORLD_ID')}/device-codes/${userCode}/complete`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${env('ENTRA_CONTROL_TOKEN')}` },
      body: JSON.stringify({ user: 'alice' }),
    },
  );
  if (answer.status !== 204) throw new Error(await answer.text());
};

let entered: Promise<void> | undefined;

const credentials: Record<string, { credential: TokenCredential; scope: string }> = {
  secret: {
    credential: new ClientSecretCredential(tenant, env('ENTRA_CLIENT_ID'), env('ENTRA_CLIENT_SECRET')),
    scope: env('ENTRA_GRAPH_SCOPE'),
  },
  certificate: {
    credential: new ClientCertificateCredential(tenant, env('ENTRA_CLIENT_ID'), {
      certificatePath: env('ENTRA_APP_DAEMON_CERTIFICATE_FILE'),
    }),
    scope: env('ENTRA_GRAPH_SCOPE'),
  },
  environment: { credential: new EnvironmentCredential(), scope: env('ENTRA_GRAPH_SCOPE') },
  password: {
    credential: new UsernamePasswordCredential(
      tenant,
      env('ENTRA_PUBLIC_CLIENT_ID'),
      env('ENTRA_USERNAME'),
      env('ENTRA_PASSWORD'),
    ),
    scope: 'https://graph.microsoft.com/User.Read',
  },
  device: {
    credential: new DeviceCodeCredential({
      tenantId: tenant,
      clientId: env('ENTRA_PUBLIC_CLIENT_ID'),
      userPromptCallback: ({ userCode }) => {
        entered = enterCode(userCode);
      },
    }),
    scope: 'https://graph.microsoft.com/User.Read',
  },
};

const results: Record<string, unknown> = {};
for (const [name, { credential, scope }] of Object.entries(credentials)) {
  const { token } = (await credential.getToken(scope))!;
  const { tid, azpacr, name: person } = decodeJwt(token);
  results[name] = { tid, azpacr, ...(person !== undefined && { person }) };
}
await entered;
report(results);
