import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { openDoors, type Doors } from './open-doors.ts';
import type { ListenerOptions } from './listener-door.ts';
import { ask, askOver, askPlainly, connectThrough, sendBytes } from './testing/clients.ts';
import { createFakeCore, json, namedWorld, ownedHost, type FakeCore } from './testing/fake-core.ts';

const now = systemClock.now();
const opened: Doors[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((doors) => doors.close()));
});

const open = async (core: FakeCore, options: ListenerOptions = {}) => {
  const doors = await openDoors(core, { proxy: options, clock: { now: () => now } });
  opened.push(doors);
  return { ca: doors.ca, proxy: doors.proxy! };
};

/** A request through a tunnel, as an SDK makes it: CONNECT, TLS with the name checked, HTTP. */
const askThrough = async (proxyUrl: string, url: string, ca?: string) => {
  const { hostname, port, protocol } = new URL(url);
  const tunnel = await connectThrough(proxyUrl, `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`);
  if ('refused' in tunnel) throw new Error(tunnel.refused.body);
  const { socket } = tunnel;
  socket.on('error', () => {});
  return askOver(ca ? tlsConnect({ socket, servername: hostname, ca }) : socket, url);
};

describe('a host that the mock owns', () => {
  test('is reached by its real name through CONNECT, with a certificate that a strict client accepts', async () => {
    const core = createFakeCore();
    const { ca, proxy } = await open(core);

    const answer = await askThrough(proxy.url, `https://${ownedHost}/common/x?y=1`, ca.pem);

    expect(answer.body).toBe('{"hello":"world"}');
    expect(core.asked[0]!.request.url.href).toBe(`https://${ownedHost}/common/x?y=1`);
    expect(core.asked[0]!.via).toEqual({ door: 'proxy' });
  });

  test('is reached through a tunnel that carries plain HTTP', async () => {
    const core = createFakeCore();
    const { proxy } = await open(core);
    await askThrough(proxy.url, 'http://169.254.169.254/metadata/instance');
    expect(core.asked[0]!.request.url.href).toBe('http://169.254.169.254/metadata/instance');
  });

  test('is reached by a plain request to the proxy, and the credential is not passed on', async () => {
    const core = createFakeCore();
    const { proxy } = await open(core);
    const answer = await askPlainly(proxy.slot().url, 'http://169.254.169.254/metadata/identity', {
      headers: { Metadata: 'true' },
    });
    expect(answer.status).toBe(200);
    expect(core.asked[0]!.request.url.href).toBe('http://169.254.169.254/metadata/identity');
    expect(core.asked[0]!.request.headers).toMatchObject({ metadata: 'true' });
    expect(core.asked[0]!.request.headers).not.toHaveProperty('proxy-authorization');
  });

  test.each([
    ['before-headers', undefined],
    ['after-headers', 200],
  ] as const)('can cut the connection %s inside the tunnel', async (when, status) => {
    const { ca, proxy } = await open(
      createFakeCore({ ...json('0123456789'), transport: { kind: 'reset', when } }),
    );
    await expect(askThrough(proxy.url, `https://${ownedHost}/`, ca.pem)).rejects.toMatchObject({
      code: 'ECONNRESET',
      status,
    });
  });

  test('can end an answer early inside the tunnel', async () => {
    const { ca, proxy } = await open(
      createFakeCore({ ...json('0123456789'), transport: { kind: 'truncate', bytes: 5 } }),
    );
    await expect(askThrough(proxy.url, `https://${ownedHost}/`, ca.pem)).rejects.toMatchObject({
      code: 'ECONNRESET',
      status: 200,
      body: '"0123',
    });
  });
});

describe('a credential', () => {
  test('chooses the world, which may change while its tunnels are open', async () => {
    const core = createFakeCore();
    const { ca, proxy } = await open(core, { world: namedWorld('default') });
    const [one, other] = [proxy.slot(), proxy.slot()];
    one.world = namedWorld('one');
    other.world = namedWorld('other');

    await askThrough(one.url, `https://${ownedHost}/`, ca.pem);
    await askThrough(other.url, `https://${ownedHost}/`, ca.pem);
    await askThrough(proxy.url, `https://${ownedHost}/`, ca.pem);
    const tunnel = await connectThrough(one.url, `${ownedHost}:443`);
    one.world = namedWorld('changed');
    if (!('socket' in tunnel)) throw new Error('refused');
    const secure = tlsConnect({ socket: tunnel.socket, servername: ownedHost, ca: ca.pem });
    await askOver(secure, `https://${ownedHost}/`);

    expect(core.asked.map(({ via }) => via.world?.id)).toEqual(['one', 'other', 'default', 'changed']);
  });

  test('that nobody issued works as none does', async () => {
    const core = createFakeCore();
    const { ca, proxy } = await open(core);
    const url = proxy.url.replace('//', '//someone:else@');
    expect((await askThrough(url, `https://${ownedHost}/`, ca.pem)).status).toBe(200);
    expect(core.asked[0]!.via).toEqual({ door: 'proxy' });
  });
});

describe('a host that the mock does not own', () => {
  test('is refused in the words of the core and recorded with its client and the time', async () => {
    const core = createFakeCore();
    const { proxy } = await open(core);
    const slot = proxy.slot();
    slot.world = namedWorld('w1');

    const connected = await connectThrough(slot.url, 'example.com:8443', { 'User-Agent': 'sdk/1.0' });

    if (!('refused' in connected)) throw new Error('not refused');
    const { status, reason, headers, body } = connected.refused;
    expect({ status, reason, body }).toEqual({
      status: 502,
      reason: 'Bad Gateway',
      body: 'refused example.com',
    });
    expect(headers['x-refused']).toBe('true');
    expect(slot.refused).toEqual([{ host: 'example.com:8443', at: now, client: 'sdk/1.0' }]);
    const [{ request, via }] = core.asked as [(typeof core.asked)[0]];
    expect({ ...request, url: request.url.href }).toMatchObject({
      method: 'CONNECT',
      url: 'https://example.com:8443/',
      headers: { 'user-agent': 'sdk/1.0' },
    });
    expect(via.world?.id).toBe('w1');
  });

  test('is refused to a plain request as well, and recorded under the credential that asked', async () => {
    const { proxy } = await open(createFakeCore());
    const [asking, other] = [proxy.slot(), proxy.slot()];
    const answer = await askPlainly(asking.url, 'http://example.com/path');
    expect(answer.status).toBe(502);
    expect(answer.body).toBe('refused example.com');
    expect(asking.refused.map(({ host }) => host)).toEqual(['example.com']);
    expect(other.refused).toEqual([]);
  });

  test('is recorded a thousand times at most, the latest kept', async () => {
    const { proxy } = await open(createFakeCore());
    const slot = proxy.slot();
    const { port } = new URL(slot.url);
    const authorization = Buffer.from(slot.url.slice('http://'.length).split('@')[0]!).toString('base64');
    const request = (n: number) =>
      `GET http://h${n}.example/ HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic ${authorization}\r\n\r\n`;
    for (let from = 0; from < 1010; from += 101) {
      await sendBytes(Number(port), Array.from({ length: 101 }, (_, n) => request(from + n)).join(''));
    }
    expect(slot.refused).toHaveLength(1000);
    expect(slot.refused.at(-1)!.host).toBe('h1009.example');
  });
});

describe('the proxy', () => {
  test('asked as if it were a server says what it is', async () => {
    const { proxy } = await open(createFakeCore());
    const answer = await ask(`${proxy.url}/common`);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('is a forward proxy');
  });

  test('serves an unmodified program that only has its environment set', async () => {
    const core = createFakeCore();
    const { ca, proxy } = await open(core);
    const slot = proxy.slot();
    slot.world = namedWorld('from the environment');
    const folder = await mkdtemp(join(tmpdir(), 'doors-'));
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, ca.pem);
    const program = `fetch('https://${ownedHost}/a').then((r) => r.text()).then(console.log)`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { HTTPS_PROXY: slot.url, NODE_USE_ENV_PROXY: '1', NODE_EXTRA_CA_CERTS: caFile },
    });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    await rm(folder, { recursive: true });

    expect(output).toBe('{"hello":"world"}\n');
    expect(core.asked[0]!.via.world?.id).toBe('from the environment');
  });

  test('closes at once, idle and half-made tunnels included', async () => {
    const { proxy } = await open(createFakeCore());
    const [idle, early] = await Promise.all([
      connectThrough(proxy.url, `${ownedHost}:443`),
      connectThrough(proxy.url, `${ownedHost}:443`),
    ]);
    if (!('socket' in idle) || !('socket' in early)) throw new Error('refused');
    early.socket.write(Uint8Array.of(0x16, 0x03));
    const gone = [idle.socket, early.socket].map(
      (socket) =>
        new Promise((resolve) =>
          socket
            .on('error', () => {})
            .once('close', resolve)
            .resume(),
        ),
    );

    await opened.splice(0)[0]!.close();

    await Promise.all(gone);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap')).toEqual([]);
  });

  test('survives tunnels that break off or carry nonsense, and goes on serving', async () => {
    const core = createFakeCore();
    const { ca, proxy } = await open(core);
    const piece = fc.oneof(
      fc.constantFrom(
        `CONNECT ${ownedHost}:443 HTTP/1.1\r\nHost: ${ownedHost}\r\n\r\n`,
        'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n',
        'CONNECT nonsense HTTP/1.1\r\nHost: x\r\n\r\n',
        'GET http://169.254.169.254/ HTTP/1.1\r\nHost: x\r\n\r\n',
        'GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n',
        'GET ftp://example.com/ HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic !\r\n\r\n',
        '\u0016\u0003\u0001\u0000\u0005hello',
        'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 4 }), async (pieces) => {
        const bytes = await sendBytes(Number(new URL(proxy.url).port), pieces.join(''));
        const statuses = [...bytes.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
        expect(
          statuses.filter((status) => ![200, 502].includes(status) && (status < 400 || status > 499)),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect((await askThrough(proxy.url, `https://${ownedHost}/`, ca.pem)).status).toBe(200);
  });
});
