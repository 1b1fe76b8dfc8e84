/** The mock in a container. Build the image once, in the repository: `docker build -t entra-conformance .` */
import { EntraContainer } from 'entra-conformance/testcontainers';

const entra = await new EntraContainer()
  .withWorld({
    tenants: {
      contoso: {
        domains: ['contoso.example'],
        apps: { daemon: { kind: 'confidential', secret: 'generated' } },
      },
    },
  })
  .start();

const tenant = entra.tenants[0]!;
const app = tenant.apps[0]!;
const response = await fetch(`${entra.httpUrl}/${tenant.id}/oauth2/v2.0/token`, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret!,
    scope: 'https://graph.microsoft.com/.default',
  }),
});
const { token_type: tokenType } = (await response.json()) as { token_type: string };
console.log(`${tokenType} token from a container`);

await entra.stop();
