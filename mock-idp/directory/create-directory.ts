/** Makes a world's directory from its config. What is `generated` comes from the seed, in the config's order. */
import { X509Certificate } from 'node:crypto';
import { customerTenantsOf } from '../customers/customer-tenants.ts';
import type { WorldConfig } from '../config/world-config.ts';
import { thumbprintsOf, type KeyPool } from '../keys/key-pool.ts';
import type { Random } from '../random.ts';
import { consumersTenant } from './personal-accounts.ts';
import type { App, AppCertificate, Directory, Tenant, User } from '../world.ts';

type TenantConfig = WorldConfig['tenants'][string];
type UserConfig = TenantConfig['users'][string];
type AppConfig = TenantConfig['apps'][string];

/** `alice-smith` is Alice Smith. */
const titleOf = (name: string) =>
  name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');

/** Entra's secrets hold `8Q~` near the start: scanners know them by it. */
const generateSecret = (random: Random) => `${random.text(3).slice(0, 3)}8Q~${random.text(26).slice(0, 34)}`;

const generatePassword = (random: Random) => `Pw1!${random.text(15)}`;

const createUser = (
  name: string,
  config: UserConfig,
  tenant: Tenant,
  random: Random,
  guestOf: readonly Tenant[],
): User => {
  const id = config.id ?? random.guid();
  const generated = generatePassword(random);
  return {
    name,
    id: id.toLowerCase(),
    tenant,
    guestOf,
    upn: config.upn ?? `${name}@${tenant.domains[0]!}`,
    password: config.password === 'generated' ? generated : config.password,
    displayName: config.displayName ?? titleOf(name),
    state: config.state,
    mfa: config.mfa,
    mfaEnrolled: config.mfaEnrolled,
    compliantDevice: config.compliantDevice,
    admin: config.admin,
    ...(config.identityProvider !== undefined && { identityProvider: config.identityProvider }),
  };
};

/** The object id of a personal account is its number, in the form of a GUID. */
const createPersonalAccount = (
  name: string,
  config: UserConfig,
  random: Random,
  guestOf: readonly Tenant[],
): User => {
  const id = config.id ?? random.guid().replace(/^.{8}-.{4}-.{4}/, '00000000-0000-0000');
  return createUser(name, { ...config, id }, consumersTenant, random, guestOf);
};

const certificateFrom = (pem: string): AppCertificate => {
  const certificate = new X509Certificate(pem);
  return { certificatePem: certificate.toString(), ...thumbprintsOf(certificate) };
};

/** Hands out the pool's certificates one by one: two apps of a world never share one. */
const certificateSource = (keys: KeyPool) => {
  let used = 0;
  return async (config: string): Promise<AppCertificate> => {
    if (config !== 'generated') return certificateFrom(config);
    const { certificatePem, privateKeyPem, x5t, x5tS256 } = await keys.app(used++);
    return { certificatePem, privateKeyPem, x5t, x5tS256 };
  };
};

const createApp = async (
  name: string,
  config: AppConfig,
  tenant: Tenant,
  random: Random,
  certificateFor: (config: string) => Promise<AppCertificate>,
): Promise<App> => {
  const clientId = (config.clientId ?? random.guid()).toLowerCase();
  const generated = generateSecret(random);
  return {
    name,
    clientId,
    displayName: config.name ?? titleOf(name),
    tenant,
    kind: config.kind,
    audience: config.audience,
    clouds: [tenant.cloud, ...config.alsoInClouds],
    ...(config.secret !== undefined && { secret: config.secret === 'generated' ? generated : config.secret }),
    secretState: config.secretState,
    ...(config.certificate !== undefined && { certificate: await certificateFor(config.certificate) }),
    certificateState: config.certificateState,
    state: config.state,
    redirectUris: config.redirectUris,
    ...(config.exposes && {
      exposes: { uri: config.exposes.uri ?? `api://${clientId}`, scopes: config.exposes.scopes },
    }),
    ...(config.accessTokenVersion !== undefined && { accessTokenVersion: config.accessTokenVersion }),
    consent: config.consent,
    ...(config.assignedTo && { assignedTo: config.assignedTo }),
    family: config.family,
    nativeAuth: config.nativeAuth,
  };
};

export const createDirectory = async (
  config: WorldConfig,
  cloud: string,
  random: Random,
  keys: KeyPool,
): Promise<Directory> => {
  const certificateFor = certificateSource(keys);
  const tenants: Tenant[] = [];
  const users: User[] = [];
  const apps: App[] = [];
  const invited = new Map<string, Tenant[]>();
  /** Where the users of that name are guests; a tenant further down in the config may still add itself. */
  const invitations = (name: string) => {
    const tenantsOfGuest = invited.get(name) ?? [];
    invited.set(name, tenantsOfGuest);
    return tenantsOfGuest;
  };
  for (const [name, tenantConfig] of Object.entries(config.tenants)) {
    const tenant: Tenant = {
      name,
      id: (tenantConfig.id ?? random.guid()).toLowerCase(),
      domains: tenantConfig.domains.map((domain) => domain.toLowerCase()),
      cloud: tenantConfig.cloud ?? cloud,
      ...(tenantConfig.adfs && { adfs: tenantConfig.adfs }),
      ...(tenantConfig.dsts && { dsts: tenantConfig.dsts }),
      ...(tenantConfig.oidc && { oidc: tenantConfig.oidc }),
      ...customerTenantsOf(tenantConfig),
      state: tenantConfig.state,
    };
    tenants.push(tenant);
    for (const guest of tenantConfig.guests) invitations(guest).push(tenant);
    for (const [userName, user] of Object.entries(tenantConfig.users)) {
      users.push(createUser(userName, user, tenant, random, invitations(userName)));
    }
    for (const [appName, app] of Object.entries(tenantConfig.apps)) {
      apps.push(await createApp(appName, app, tenant, random, certificateFor));
    }
  }
  for (const [name, user] of Object.entries(config.personalAccounts)) {
    users.push(createPersonalAccount(name, user, random, invitations(name)));
  }
  return { tenants, users, apps };
};
