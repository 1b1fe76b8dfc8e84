import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runExec, startExec } from './testing/run-exec.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exec-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (program: string, word: string) => spawnSync(program, [word]).status === 0;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test('curl gets a token at the real host name, and the table says so', async () => {
  const { code, stdout, stderr } = await runExec(
    ...['--', 'sh', '-c'],
    'curl -sS -d grant_type=client_credentials -d "client_id=$ENTRA_CLIENT_ID" --data-urlencode "client_secret=$ENTRA_CLIENT_SECRET" --data-urlencode "scope=$ENTRA_GRAPH_SCOPE" "$ENTRA_AUTHORITY/oauth2/v2.0/token"',
  );
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { token_type: 'Bearer', expires_in: 3599 }]);
  expect(stderr).toMatch(/^ {2}ENTRA_TENANT_ID=[0-9a-f-]{36}$/m);
  expect(stderr).toMatch(
    /1 +POST +login\.microsoftonline\.com\/\S+\/token +200 +issued a token to the app service/,
  );
});

test("node's fetch is led to the mock", async () => {
  const program = file(
    'fetch.mjs',
    'const r = await fetch(process.env.ENTRA_AUTHORITY + "/v2.0/.well-known/openid-configuration"); console.log((await r.json()).issuer);',
  );
  const { stdout, stderr } = await runExec('--quiet', '--', process.execPath, program);
  expect(stdout).toMatch(/^https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}\/v2\.0\n$/);
  expect(stderr).toBe('');
});

test.skipIf(!has('python3', '--version'))('Python’s urllib is led to the mock', async () => {
  const program = file(
    'ask.py',
    'import json, os, urllib.request\nprint(json.load(urllib.request.urlopen(os.environ["ENTRA_AUTHORITY"] + "/v2.0/.well-known/openid-configuration"))["issuer"])\n',
  );
  const { stdout } = await runExec('--quiet', '--', 'python3', program);
  expect(stdout).toMatch(/^https:\/\/login\.microsoftonline\.com\//);
});

test.skipIf(!has('javac', '-version'))(
  'Java is led to the mock',
  async () => {
    const program = file(
      'Ask.java',
      'public class Ask { public static void main(String[] a) throws Exception { try (var in = java.net.URI.create(System.getenv("ENTRA_AUTHORITY") + "/v2.0/.well-known/openid-configuration").toURL().openStream()) { System.out.println(new String(in.readAllBytes())); } } }',
    );
    const { stdout } = await runExec('--quiet', '--', 'java', program);
    expect(JSON.parse(stdout)).toHaveProperty('issuer');
  },
  60_000,
);

test('another cloud has its own host', async () => {
  const { stdout } = await runExec(
    '--quiet',
    '--cloud',
    'usgov',
    '--',
    'sh',
    '-c',
    'echo $AZURE_AUTHORITY_HOST',
  );
  expect(stdout).toBe('https://login.microsoftonline.us\n');
});

test('a host that is not the authority’s is refused, not reached', async () => {
  const { code, stderr } = await runExec('--', 'curl', '-sS', 'https://example.com/');
  expect(code).toBe(56);
  expect(stderr).toMatch(/CONNECT +example\.com\/ +502 +refused the host example\.com/);
});

test('credentials of the machine are not passed on', async () => {
  process.env['AZURE_USERNAME'] = 'somebody-real';
  try {
    expect((await runExec('--quiet', '--', 'sh', '-c', 'echo "<$AZURE_USERNAME>"')).stdout).toBe('<>\n');
  } finally {
    delete process.env['AZURE_USERNAME'];
  }
});

test('the exit code is the program’s', async () => {
  expect((await runExec('--quiet', '--', 'sh', '-c', 'exit 7')).code).toBe(7);
});

test('a program that is not there ends with 127 and says so', async () => {
  const { code, stderr } = await runExec('--quiet', '--', 'no-such-program-anywhere', 'x');
  expect(code).toBe(127);
  expect(stderr).toMatch(/no-such-program-anywhere was not found\n {2}Check the name and PATH/);
});

test('signals go to the program, and everything is cleaned up after it', async () => {
  const run = startExec(
    '--quiet',
    '--',
    'sh',
    '-c',
    'trap "echo told; exit 9" TERM; echo $ENTRA_CA_FILE; while :; do sleep 0.05; done',
  );
  await run.printed('ca.pem');
  run.child.kill('SIGTERM');
  const { code, stdout } = await run.ended;
  expect([code, stdout.split('\n')[1]]).toEqual([9, 'told']);
  expect(existsSync(stdout.split('\n')[0]!)).toBe(false);
});

test('a program that a signal ends gives 128 and its number', async () => {
  expect((await runExec('--quiet', '--', 'sh', '-c', 'kill -INT $$')).code).toBe(130);
});

test('the HAR file has the exchanges and no secret', async () => {
  const har = join(folder, 'wire.har');
  const { stdout } = await runExec(
    ...['--quiet', '--har', har, '--', 'sh', '-c'],
    'curl -sS -d grant_type=client_credentials -d "client_id=$ENTRA_CLIENT_ID" --data-urlencode "client_secret=$ENTRA_CLIENT_SECRET" --data-urlencode "scope=$ENTRA_GRAPH_SCOPE" "$ENTRA_AUTHORITY/oauth2/v2.0/token"; echo; echo "$ENTRA_CLIENT_SECRET"',
  );
  const [answer, secret] = stdout.split('\n');
  const text = readFileSync(har, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    log: { version: '1.2', entries: [{ request: { method: 'POST' } }] },
  });
  expect(text).not.toContain(secret);
  expect(text).not.toContain((JSON.parse(answer!) as { access_token: string }).access_token);
});
