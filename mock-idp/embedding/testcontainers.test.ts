/** Needs a container engine and the image, so it runs only where it is asked for: `.ci/containers` brings both. */
import { Agent, request } from 'node:https';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EntraContainer, type StartedEntraContainer } from './testcontainers.ts';

const form = (app: { clientId: string; secret?: string }) =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret ?? '',
    scope: 'https://graph.microsoft.com/.default',
  });

/** A POST that trusts the container's CA, and no other. */
const post = (url: string, body: URLSearchParams, ca: string, proxy?: string) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    const agent = new Agent({ ca, ...(proxy !== undefined && { proxyEnv: { HTTPS_PROXY: proxy } }) });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    request(url, { method: 'POST', agent, ca, headers }, (response) => {
      json(response).then((answer) => resolve(answer as Record<string, unknown>), reject);
      response.on('end', () => agent.destroy());
    })
      .on('error', reject)
      .end(body.toString());
  });

describe.runIf(process.env['ENTRA_CONTAINER_TESTS'] === '1')('the container', () => {
  let entra: StartedEntraContainer;
  beforeAll(async () => {
    entra = await new EntraContainer()
      .withWorld({
        tenants: {
          fabrikam: {
            domains: ['fabrikam.example'],
            apps: { daemon: { kind: 'confidential', secret: 'generated' } },
          },
        },
      })
      .start();
  }, 120_000);
  afterAll(() => entra.stop());

  const daemon = () => {
    const [tenant] = entra.tenants;
    return { path: `/${tenant!.id}/oauth2/v2.0/token`, body: form(tenant!.apps[0]!) };
  };

  it('serves the world it is given', () => {
    expect(entra.tenants.map(({ name, domains }) => ({ name, domains }))).toEqual([
      { name: 'fabrikam', domains: ['fabrikam.example'] },
    ]);
  });

  it('gives tokens over HTTP', async () => {
    const { path, body } = daemon();
    const response = await fetch(`${entra.httpUrl}${path}`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ token_type: 'Bearer' });
  });

  it('gives tokens over HTTPS to who trusts its CA', async () => {
    const { path, body } = daemon();
    expect(await post(`${entra.httpsUrl}${path}`, body, entra.ca)).toMatchObject({ token_type: 'Bearer' });
  });

  it('answers for the real host name through the proxy', async () => {
    const { path, body } = daemon();
    const url = `https://login.microsoftonline.com${path}`;
    expect(await post(url, body, entra.ca, entra.proxyUrl)).toMatchObject({ token_type: 'Bearer' });
  });

  it('names its mapped port in the metadata', async () => {
    const url = `${entra.httpUrl}/${entra.tenants[0]!.id}/v2.0/.well-known/openid-configuration`;
    const metadata = (await (await fetch(url)).json()) as { token_endpoint: string };
    expect(metadata.token_endpoint.startsWith(entra.httpUrl)).toBe(true);
  });

  it('runs as a user without rights', async () => {
    const { output } = await entra.exec(['node', '-p', 'process.getuid()']);
    expect(Number(output)).toBeGreaterThan(0);
  });
});
