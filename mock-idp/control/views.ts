/** What the control API shows of worlds and exchanges: schemas, and the values that fit them. */
import { z } from 'zod';
import { endpointName } from '../endpoint-name.ts';
import type { Exchange } from '../ledger/exchange.ts';
import { redactedExchange } from '../ledger/redact.ts';
import type { World } from '../world.ts';

export const secretsQuery = z
  .enum(['hidden', 'shown'])
  .optional()
  .describe('Default: hidden. shown: secrets and tokens as they are.');
export type Secrets = z.infer<typeof secretsQuery>;

export const worldView = z
  .object({
    id: z.string(),
    seed: z.int(),
    nowMs: z.number().describe('World time in Unix milliseconds.'),
    tenants: z.array(
      z.object({
        name: z.string(),
        id: z.string(),
        domains: z.array(z.string()),
        cloud: z.string(),
        users: z.array(
          z.object({ name: z.string(), id: z.string(), upn: z.string(), password: z.string().optional() }),
        ),
        apps: z.array(
          z.object({
            name: z.string(),
            clientId: z.string(),
            kind: z.enum(['public', 'confidential']),
            redirectUris: z.array(z.string()),
            secret: z.string().optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'World' });

export const viewOfWorld = (world: World, secrets: Secrets): z.infer<typeof worldView> => {
  const { tenants, users, apps } = world.directory;
  const shown = secrets === 'shown';
  return {
    id: world.id,
    seed: world.seed,
    nowMs: world.clock.now(),
    tenants: tenants.map((tenant) => ({
      ...{ name: tenant.name, id: tenant.id, domains: [...tenant.domains], cloud: tenant.cloud },
      users: users
        .filter((user) => user.tenant === tenant)
        .map(({ name, id, upn, password }) => ({ name, id, upn, ...(shown && { password }) })),
      apps: apps
        .filter((app) => app.tenant === tenant)
        .map(({ name, clientId, kind, redirectUris, secret }) => ({
          ...{ name, clientId, kind, redirectUris: [...redirectUris] },
          ...(shown && secret !== undefined && { secret }),
        })),
    })),
  };
};

export const exchangeView = z
  .object({
    seq: z.int().describe('Position in the ledger, from 1.'),
    at: z.number().describe('World time in Unix milliseconds.'),
    door: z.enum(['https', 'http', 'proxy', 'memory']),
    endpoint: endpointName,
    cloud: z.string().optional(),
    tenant: z.string().optional().describe('Tenant segment of the path, as it was sent.'),
    grant: z.string().optional(),
    request: z.object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
    }),
    form: z.record(z.string(), z.string()),
    response: z.object({
      status: z.int(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      body: z.string(),
    }),
    decision: z.string(),
    fault: z.string().optional(),
  })
  .meta({ id: 'Exchange' });

export const viewOfExchange = (
  exchange: Exchange,
  canaries: World['canaries'],
  secrets: Secrets,
): z.infer<typeof exchangeView> => {
  const shown = secrets === 'shown' ? exchange : redactedExchange(exchange, canaries);
  const { request, response, ...rest } = shown;
  return {
    ...rest,
    form: { ...rest.form },
    request: { ...request, url: request.url.href, headers: { ...request.headers } },
    response: {
      status: response.status,
      headers: response.headers.map(([name, value]) => ({ name, value })),
      body: response.body,
    },
  };
};

export const failureView = z
  .object({
    error: z.object({
      code: z.string().describe('Stable.'),
      message: z.string(),
      hint: z.string().optional(),
      problems: z.array(z.string()).optional().describe('Each names the key that is wrong.'),
    }),
  })
  .meta({ id: 'Failure' });
