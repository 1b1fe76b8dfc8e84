/** A cloud: the hosts of one Entra instance and the values its documents carry. Files: `fixtures/clouds`. */
import { z } from 'zod';

export const resource = z
  .strictObject({
    name: z.string(),
    appId: z.guid(),
    uris: z.array(z.string()).min(1).describe('Identifier URIs; the first is the usual one.'),
    accessTokenVersion: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .describe('Of its access tokens; default: that of the endpoint asked.'),
    scopes: z.array(z.string()).describe('Delegated scopes; the first is what .default stands for.'),
  })
  .meta({ id: 'Resource' });

/** An API that tokens are asked for: Microsoft's own, or an app of the world that exposes scopes. */
export type Resource = z.infer<typeof resource>;

/** In a file, `graph` stands for the scopes of `fixtures/graph-scopes.yaml`. */
const cloudResource = resource.extend({ scopes: z.union([resource.shape.scopes, z.literal('graph')]) });

const host = z.string().regex(/^[a-z0-9.-]+$/, 'a host name in lower case');

export const loginHosts = z.strictObject({
  preferredNetwork: host,
  preferredCache: host,
  aliases: z.array(host).min(1),
});

export type LoginHosts = z.infer<typeof loginHosts>;

export const cloudFile = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string(),
    login: loginHosts,
    alsoAnswers: z
      .array(host)
      .default([])
      .describe('Hosts that answer for it too, which instance discovery lists as instances of their own.'),
    federatesWith: z
      .array(z.string())
      .default([])
      .describe(
        'Clouds whose tenants it knows, so as to say where they are; other tenants it does not find.',
      ),
    regional: z.string().includes('{region}').describe('Host of a regional token endpoint.'),
    issuerHost: host.describe('Host in v2.0 issuers.'),
    stsHost: host.describe('Host in v1.0 issuers.'),
    graph: host.describe('Microsoft Graph.'),
    graphInCommonDocument: host.describe('msgraph_host of common, organizations and consumers.'),
    legacyGraph: host.describe('cloud_graph_host_name.'),
    portal: host.optional(),
    deviceLogin: z.url().describe('verification_uri of the device code answer.'),
    cloudInstanceName: host,
    rbacUrl: z.url(),
    tenantRegionScope: z.string(),
    resources: z.array(cloudResource).min(1),
  })
  .meta({ id: 'CloudFile', title: 'Cloud of the mock authority, version 1' });

/** `id` is the name of the file: what world configs call the cloud. */
export type Cloud = Omit<z.infer<typeof cloudFile>, 'resources'> & {
  readonly id: string;
  readonly resources: readonly Resource[];
};
