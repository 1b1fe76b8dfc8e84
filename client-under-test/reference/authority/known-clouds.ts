/**
 * The login hosts this client knows without asking: data. A host that is listed needs no instance discovery, and
 * its aliases share tokens.
 */

export interface InstanceMetadata {
  /** The host that requests go to. */
  readonly preferredNetwork: string;
  /** The `environment` of cache entries. */
  readonly preferredCache: string;
  readonly aliases: readonly string[];
}

const alone = (host: string): InstanceMetadata => selfMetadata(host);

const clouds: readonly InstanceMetadata[] = [
  {
    preferredNetwork: 'login.microsoftonline.com',
    preferredCache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  },
  {
    preferredNetwork: 'login.partner.microsoftonline.cn',
    preferredCache: 'login.partner.microsoftonline.cn',
    aliases: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  },
  {
    preferredNetwork: 'login.microsoftonline.us',
    preferredCache: 'login.microsoftonline.us',
    aliases: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  },
  alone('login.microsoftonline.de'),
  alone('login-us.microsoftonline.com'),
  alone('login.sovcloud-identity.fr'),
  alone('login.sovcloud-identity.de'),
  alone('login.sovcloud-identity.sg'),
  {
    preferredNetwork: 'login.windows-ppe.net',
    preferredCache: 'login.windows-ppe.net',
    aliases: ['login.windows-ppe.net', 'sts.windows-ppe.net', 'login.microsoft-ppe.com'],
  },
];

const byHost = new Map(clouds.flatMap((cloud) => cloud.aliases.map((alias) => [alias, cloud] as const)));

export function knownMetadata(host: string): InstanceMetadata | undefined {
  return byHost.get(host.toLowerCase());
}

/** What is assumed of a host that nobody says anything about. */
export function selfMetadata(host: string): InstanceMetadata {
  return { preferredNetwork: host, preferredCache: host, aliases: [host] };
}
