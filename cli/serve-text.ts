/** What `serve` prints: how to reach the mock, who is in it, and a line a request. Text from values, no more. */
import { styleText } from 'node:util';
import type { App, Exchange, Tenant, World } from '../mock-idp/index.ts';

export interface Served {
  readonly world: World;
  readonly httpsUrl: string;
  readonly httpUrl: string | undefined;
  readonly proxyUrl: string;
  readonly caFile: string;
  /** Bearer token of the control API. */
  readonly controlToken: string;
  /** Host that clients of this cloud sign in at. */
  readonly loginHost: string;
  /** What `.default` of Microsoft Graph is in this cloud. */
  readonly graphScope: string;
}

/** For a POSIX shell. */
const quoted = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const curl = (words: readonly string[]) => ['curl', ...words.map(quoted)].join(' ');

export const openIdConfiguration = (served: Served, tenant: Tenant): string =>
  `${served.httpsUrl}/${tenant.id}/v2.0/.well-known/openid-configuration`;

/** Client credentials, asked of the listener or, through the proxy, of the real host name. */
export const curlCommands = (
  served: Served,
  app: App,
): { readonly direct: string; readonly proxied: string } => {
  const form = {
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret ?? '',
    scope: served.graphScope,
  };
  const fields = Object.entries(form).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]);
  const path = `/${app.tenant.id}/oauth2/v2.0/token`;
  const common = ['-sS', '--cacert', served.caFile];
  return {
    direct: curl([...common, '--noproxy', '*', ...fields, `${served.httpsUrl}${path}`]),
    proxied: curl([...common, '--proxy', served.proxyUrl, ...fields, `https://${served.loginHost}${path}`]),
  };
};

/** Rows under one heading: the cells of a column begin at the same place. */
const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, i) => Math.max(cell.length, most[i] ?? 0)),
    [],
  );
  return rows.map((row) => `    ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd());
};

const tenantLines = (served: Served, tenant: Tenant): string[] => {
  const { users, apps } = served.world.directory;
  const mine = <T extends { tenant: Tenant }>(all: readonly T[]) =>
    all.filter((one) => one.tenant === tenant);
  return [
    `Tenant ${tenant.name}`,
    ...table([
      ['id', tenant.id],
      ['domain', tenant.domains.join(', ')],
      ['metadata', openIdConfiguration(served, tenant)],
    ]),
    '  users: name, password',
    ...table(mine(users).map((user) => [user.upn, user.password])),
    '  apps: name, client id, secret',
    ...table(mine(apps).map((app) => [app.name, app.kind, app.clientId, app.secret ?? ''])),
    '',
  ];
};

export const greeting = (served: Served): string => {
  const { world, httpsUrl, httpUrl, proxyUrl, caFile, controlToken, loginHost } = served;
  const app = world.directory.apps.find(({ secret }) => secret !== undefined);
  const commands = app && curlCommands(served, app);
  return [
    'A mock of the Entra authority is up. Ctrl-C ends it.',
    '',
    ...table([
      ['HTTPS', httpsUrl],
      ...(httpUrl === undefined ? [] : [['HTTP', httpUrl]]),
      ['proxy', proxyUrl],
      ['CA', caFile],
      ['control', `${httpsUrl}/_mock/openapi.json`],
      ['token', `${controlToken}  (Authorization: Bearer ...)`],
    ]),
    '',
    ...world.directory.tenants.flatMap((tenant) => tenantLines(served, tenant)),
    ...(commands ? ['A token for an app, asked here, and asked by the real host name:', ''] : []),
    ...(commands ? [commands.direct, '', commands.proxied, ''] : []),
    `An unmodified program reaches the mock as ${loginHost} with these in its environment:`,
    '',
    `HTTPS_PROXY=${proxyUrl} NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS=${caFile} SSL_CERT_FILE=${caFile} REQUESTS_CA_BUNDLE=${caFile}`,
    '',
  ].join('\n');
};

/** A terminal acts on control characters, and these words come from whoever sent the request. */
const printable = (text: string) => text.replace(/\p{Cc}+/gu, ' ');

export const requestLine = ({ at, request, response, decision, fault }: Exchange, color: boolean): string => {
  const time = new Date(at).toISOString().slice(11, 19);
  const status = String(response.status);
  const shown = color
    ? styleText(response.status < 400 ? 'green' : 'red', status, { validateStream: false })
    : status;
  const words = fault === undefined ? decision : `${decision} (${fault})`;
  const { host, pathname } = request.url;
  return printable(`${time} ${request.method} ${host}${pathname} `) + `${shown} ${printable(words)}`;
};
