/**
 * The environment of a program under `exec`: that of the terminal, what leads it to the mock, and who is in the
 * world. Of the machine's own AZURE_* none is passed on, so that no real credential is used or recorded.
 */
import { reachEnvironment, javaEnvironment, type Environment } from '../client-under-test/index.ts';
import type { App, Cloud, User, World } from '../mock-idp/index.ts';
import type { TrustFiles } from './trust-files.ts';

export interface Surroundings {
  readonly world: World;
  readonly cloud: Cloud;
  readonly proxyUrl: string;
  readonly trust: TrustFiles;
  readonly control: { readonly url: string; readonly token: string };
  /** Where an app's certificate with its key lies, by the app's name. */
  readonly certificateFiles: ReadonlyMap<string, string>;
}

const defined = (values: Readonly<Record<string, string | undefined>>): Environment =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

const upper = (name: string) => name.toUpperCase().replaceAll('-', '_');

const appVariables = ({ certificateFiles }: Surroundings, app: App): Environment =>
  defined({
    [`ENTRA_APP_${upper(app.name)}_CLIENT_ID`]: app.clientId,
    [`ENTRA_APP_${upper(app.name)}_CLIENT_SECRET`]: app.secret,
    [`ENTRA_APP_${upper(app.name)}_CERTIFICATE_FILE`]: certificateFiles.get(app.name),
  });

const userVariables = (user: User): Environment => ({
  [`ENTRA_USER_${upper(user.name)}_UPN`]: user.upn,
  [`ENTRA_USER_${upper(user.name)}_PASSWORD`]: user.password,
});

/** The first of each kind under short names, then everybody by name. */
export const worldEnvironment = (surroundings: Surroundings): Environment => {
  const { world, cloud, control, trust, proxyUrl } = surroundings;
  const [tenant] = world.directory.tenants;
  const apps = world.directory.apps.filter((app) => app.tenant === tenant);
  const service = apps.find(({ secret }) => secret !== undefined);
  const desktop = apps.find(({ kind }) => kind === 'public');
  const user = world.directory.users.find((one) => one.tenant === tenant);
  const authorityHost = `https://${cloud.login.preferredNetwork}`;
  return {
    ...defined({
      ENTRA_TENANT_ID: tenant?.id,
      ENTRA_TENANT_DOMAIN: tenant?.domains[0],
      ENTRA_AUTHORITY: tenant && `${authorityHost}/${tenant.id}`,
      ENTRA_GRAPH_SCOPE: `https://${cloud.graph}/.default`,
      ENTRA_CLIENT_ID: service?.clientId,
      ENTRA_CLIENT_SECRET: service?.secret,
      ENTRA_PUBLIC_CLIENT_ID: desktop?.clientId,
      ENTRA_USERNAME: user?.upn,
      ENTRA_PASSWORD: user?.password,
      // What EnvironmentCredential of the Azure SDKs reads.
      AZURE_AUTHORITY_HOST: authorityHost,
      AZURE_TENANT_ID: tenant?.id,
      AZURE_CLIENT_ID: service?.clientId,
      AZURE_CLIENT_SECRET: service?.secret,
      ENTRA_WORLD_ID: world.id,
      ENTRA_CONTROL_URL: control.url,
      ENTRA_CONTROL_TOKEN: control.token,
      ENTRA_PROXY_URL: proxyUrl,
      ENTRA_CA_FILE: trust.caFile,
    }),
    ...Object.assign({}, ...apps.map((app) => appVariables(surroundings, app))),
    ...Object.assign({}, ...world.directory.users.map(userVariables)),
  } as Environment;
};

/** Everything the program gets. */
export const execEnvironment = (own: NodeJS.ProcessEnv, surroundings: Surroundings): Environment => {
  const { proxyUrl, trust } = surroundings;
  const kept = Object.entries(own).filter(([name]) => !name.toUpperCase().startsWith('AZURE_'));
  const java = javaEnvironment(proxyUrl, trust.trustStore)['JAVA_TOOL_OPTIONS'];
  return {
    ...defined(Object.fromEntries(kept)),
    ...reachEnvironment(proxyUrl, trust.caFile),
    JAVA_TOOL_OPTIONS: [own['JAVA_TOOL_OPTIONS'], java].filter(Boolean).join(' '),
    ...worldEnvironment(surroundings),
  };
};
