/**
 * The environment an adapter gets: of the harness's own only what programs need to run at all, so that no
 * secret, proxy or cloud setting of the machine changes what the SDK does; and what leads it to the mock.
 */
import { delimiter, dirname } from 'node:path';

/** Variables that are passed on, in upper case; what ends with `*` stands for all that begin so. */
const passedOn = [
  ...['PATH', 'PATHEXT', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'TMP', 'TEMP', 'TZ', 'LANG', 'LC_*'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
  ...['PROGRAMDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)'],
  ...['DOTNET_ROOT*', 'NUGET_PACKAGES', 'JAVA_HOME', 'GOPATH', 'GOCACHE', 'GOROOT', 'GOMODCACHE'],
  ...['VIRTUAL_ENV', 'PYENV_ROOT', 'PYENV_VERSION', 'LD_LIBRARY_PATH'],
];

const isPassedOn = (name: string) =>
  passedOn.some((entry) =>
    entry.endsWith('*') ? name.toUpperCase().startsWith(entry.slice(0, -1)) : entry === name.toUpperCase(),
  );

export type Environment = Readonly<Record<string, string>>;

/** The environment of an adapter's process. Later entries of `extra` win; PATH finds this Node first. */
export const adapterEnvironment = (
  own: NodeJS.ProcessEnv,
  ...extra: readonly (Environment | undefined)[]
): Record<string, string> => {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && isPassedOn(name)) environment[name] = value;
  }
  Object.assign(environment, ...extra);
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  environment[pathName] = [dirname(process.execPath), environment[pathName]].filter(Boolean).join(delimiter);
  return environment;
};

/**
 * What leads an unmodified program to the mock: the proxy in the forms in which common HTTP stacks read it, and
 * the CA in the variables of OpenSSL (which .NET and Go on Linux and Python's ssl read too), Node, Python's
 * requests, and curl. Java reads none of them: an adapter takes `initialize.env` and sets its own.
 *
 * Loopback goes past the proxy, for the listeners that SDKs open for their redirect.
 */
export const reachEnvironment = (proxyUrl: string, caPemPath: string): Environment => {
  const loopback = 'localhost,127.0.0.1,::1,[::1]';
  return {
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    NO_PROXY: loopback,
    no_proxy: loopback,
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: caPemPath,
    SSL_CERT_FILE: caPemPath,
    REQUESTS_CA_BUNDLE: caPemPath,
    CURL_CA_BUNDLE: caPemPath,
  };
};
