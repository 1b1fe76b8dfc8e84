import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const bin = join(import.meta.dirname, 'bin.js');

/** A program that runs; its output can be waited on. */
const start = (command: string, words: readonly string[]) => {
  const child = spawn(command, words, { env: { ...process.env, NO_COLOR: '1' } });
  cleanUp.push(() => child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
    for (const look of waiting) look();
  });
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output, errors }));
  });
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output);
        if (found) resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without ${String(pattern)}: ${output}${errors}`)));
    });
  return { child, ended, printed };
};

const serve = (...words: string[]) => {
  const ports = words.includes('--port') ? [] : ['--port', '0'];
  return start(process.execPath, [bin, 'serve', ...ports, '--proxy-port', '0', ...words]);
};

const shell = async (line: string) => (await start('sh', ['-c', line]).ended).output;

const file = async (name: string, text: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'serve-'));
  cleanUp.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

test('both commands it prints give a token when pasted, and each is reported on a line', async () => {
  const server = serve();
  await server.printed(/REQUESTS_CA_BUNDLE/);
  const [, direct] = await server.printed(/^(curl .*127\.0\.0\.1:\d+\/\S+\/token)$/m);
  const [, proxied] = await server.printed(/^(curl .*https:\/\/login\.microsoftonline\.com\/\S+\/token)$/m);

  for (const command of [direct!, proxied!]) {
    const answer = JSON.parse(await shell(command)) as Record<string, unknown>;
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(answer['access_token']).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  }

  await server.printed(/^\d\d:\d\d:\d\d POST 127\.0\.0\.1:\d+\/\S+\/oauth2\/v2\.0\/token 200 \S.*$/m);
  await server.printed(
    /^\d\d:\d\d:\d\d POST login\.microsoftonline\.com\/\S+\/oauth2\/v2\.0\/token 200 \S.*$/m,
  );
}, 20_000);

test('the openid-configuration that it names is there, and points back at the listener', async () => {
  const server = serve();
  const [, url] = await server.printed(/metadata +(https:\S+openid-configuration)/);
  const [, ca] = await server.printed(/CA +(\S+ca\.pem)/);
  const metadata = JSON.parse(await shell(`curl -sS --noproxy '*' --cacert '${ca}' '${url}'`)) as Record<
    string,
    string
  >;
  const base = url!.replace('/v2.0/.well-known/openid-configuration', '');
  expect(metadata['token_endpoint']).toBe(`${base}/oauth2/v2.0/token`);
  expect(metadata['issuer']).toBe(`${base}/v2.0`);
}, 20_000);

test('the control API takes the token that it prints, and no other', async () => {
  const server = serve('--json');
  const [line] = await server.printed(/^\{"event":"ready".*\}$/m);
  const { httpsUrl, caFile, controlToken } = JSON.parse(line) as Record<string, string>;
  const status = (token: string) =>
    shell(
      `curl -sS --noproxy '*' --cacert '${caFile}' -o /dev/null -w '%{http_code}' -H 'Authorization: Bearer ${token}' '${httpsUrl}/_mock/worlds'`,
    );
  expect([await status(controlToken!), await status('another')]).toEqual(['200', '401']);
}, 20_000);

test('it warns when others can get in', async () => {
  const server = serve('--host', '0.0.0.0');
  await server.printed(/REQUESTS_CA_BUNDLE/);
  server.child.kill('SIGINT');
  expect((await server.ended).errors).toContain('It listens on 0.0.0.0: others can get in');
}, 20_000);

test('Ctrl-C ends it with 0 and takes the CA file away, which nobody else could read', async () => {
  const server = serve();
  const [, ca] = await server.printed(/CA +(\S+ca\.pem)/);
  expect(statSync(dirname(ca!)).mode & 0o077).toBe(0);
  await server.printed(/REQUESTS_CA_BUNDLE/);

  server.child.kill('SIGINT');

  expect((await server.ended).code).toBe(0);
  expect(existsSync(dirname(ca!))).toBe(false);
}, 20_000);

test('--json prints one event a line', async () => {
  const server = serve('--json', '--cloud', 'usgov');
  const [line] = await server.printed(/^\{"event":"ready".*\}$/m);
  const ready = JSON.parse(line) as {
    httpsUrl: string;
    caFile: string;
    loginHost: string;
    tenants: { id: string; apps: { name: string; secret?: string }[]; users: { password: string }[] }[];
  };
  expect(ready.loginHost).toBe('login.microsoftonline.us');
  expect(ready.tenants[0]!.users[0]!.password).toBeTruthy();
  expect(ready.tenants[0]!.apps.find(({ name }) => name === 'service')!.secret).toBeTruthy();

  await shell(
    `curl -sS --noproxy '*' --cacert '${ready.caFile}' '${ready.httpsUrl}/${ready.tenants[0]!.id}/nowhere?x=1'`,
  );

  const [request] = await server.printed(/^\{"event":"request".*\}$/m);
  expect(JSON.parse(request)).toMatchObject({
    door: 'https',
    method: 'GET',
    url: `${ready.httpsUrl}/${ready.tenants[0]!.id}/nowhere`,
    status: 404,
  });
}, 20_000);

test('the same config gives the same ids and secrets again', async () => {
  const apps = async () => (await serve().printed(/apps: [^]*?\n\n/))[0];
  expect(await apps()).toBe(await apps());
}, 20_000);

test('a config that is wrong ends with 2 and the file, line, column and key', async () => {
  const config = await file(
    'world.yaml',
    'tenants:\n  contoso:\n    domains: [contoso.example]\n    user: {}\n',
  );
  const { code, errors } = await serve('--config', config).ended;
  expect(code).toBe(2);
  expect(errors).toMatch(/world\.yaml:4:5 tenants\.contoso\.user: unknown key/);
  expect(errors).not.toContain('    at ');
}, 20_000);

test('a port that is taken ends with 2 and says what to do', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port));
  });
  cleanUp.push(() => new Promise((resolve) => other.close(resolve)));
  const { code, errors } = await serve('--port', String(port)).ended;
  expect(code).toBe(2);
  expect(errors).toContain(`port ${port} of 127.0.0.1 is in use`);
  expect(errors).toContain('Give another with --port');
}, 20_000);

test('a cloud that does not exist ends with 2 and the names of those that do', async () => {
  const { code, errors } = await serve('--cloud', 'mars').ended;
  expect(code).toBe(2);
  expect(errors).toMatch(/no cloud is called mars[^]*public/);
}, 20_000);
