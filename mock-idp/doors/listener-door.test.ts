import { createServer, type AddressInfo } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { maxBodyBytes } from '../wire.ts';
import { openDoors, type DoorOptions, type Doors } from './open-doors.ts';
import { ask, sendBytes } from './testing/clients.ts';
import { createFakeCore, json, namedWorld, ownedHost, type FakeCore } from './testing/fake-core.ts';

const opened: Doors[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((doors) => doors.close()));
});

const open = async (core: FakeCore, options: DoorOptions): Promise<Doors> => {
  const doors = await openDoors(core, options);
  opened.push(doors);
  return doors;
};

describe('a request', () => {
  test('reaches the core with its method, absolute URL, lower-case headers, body, door and world', async () => {
    const core = createFakeCore();
    const world = namedWorld('w1');
    const doors = await open(core, { https: { world } });

    await ask(
      `${doors.https!.url}/contoso/oauth2/v2.0/token?x=1`,
      { ca: doors.ca.pem, method: 'POST', headers: { 'X-Client-SKU': 'Node', Host: ownedHost } },
      'grant_type=client_credentials&name=Zo\u00eb',
    );

    expect(core.asked).toHaveLength(1);
    const { request, via } = core.asked[0]!;
    expect(request.method).toBe('POST');
    expect(request.url.href).toBe(`https://${ownedHost}/contoso/oauth2/v2.0/token?x=1`);
    expect(request.headers['x-client-sku']).toBe('Node');
    expect(request.body).toBe('grant_type=client_credentials&name=Zo\u00eb');
    expect(via).toEqual({ door: 'https', world });
  });

  test('through the HTTP listener has the http door and the listener as its origin', async () => {
    const core = createFakeCore();
    const doors = await open(core, { http: {} });

    await ask(`${doors.http!.url}/common`);

    expect(core.asked[0]!.request.url.href).toBe(`${doors.http!.url}/common`);
    expect(core.asked[0]!.via).toEqual({ door: 'http' });
  });

  test('with a path that begins with two slashes stays at its host', async () => {
    const core = createFakeCore();
    const doors = await open(core, { http: {} });
    await ask(doors.http!.url, { path: '//evil.example/x', headers: { Host: ownedHost } });
    expect(core.asked[0]!.request.url.href).toBe(`http://${ownedHost}//evil.example/x`);
  });

  test.each([
    ['announced', { 'Content-Length': String(maxBodyBytes + 1) }],
    ['not announced', { 'Transfer-Encoding': 'chunked' }],
  ])('whose body is too large and %s is answered 413 and never reaches the core', async (_how, headers) => {
    const core = createFakeCore();
    const doors = await open(core, { http: {} });
    const answer = await ask(doors.http!.url, { method: 'POST', headers }, 'x'.repeat(maxBodyBytes + 1));
    expect(answer.status).toBe(413);
    expect(core.asked).toEqual([]);
  });

  test('with the largest body there may be reaches the core whole', async () => {
    const core = createFakeCore();
    const doors = await open(core, { http: {} });
    await ask(doors.http!.url, { method: 'POST' }, 'x'.repeat(maxBodyBytes));
    expect(core.asked[0]!.request.body).toHaveLength(maxBodyBytes);
  });
});

describe('a response', () => {
  test('keeps the order, case and number of its headers, and gains Date and Content-Length', async () => {
    const body = JSON.stringify({ name: 'Zo\u00eb' });
    const core = createFakeCore({
      status: 400,
      headers: [
        ['Cache-Control', 'no-store, no-cache'],
        ['Set-Cookie', 'a=1'],
        ['x-ms-request-id', '1'],
        ['Set-Cookie', 'b=2'],
      ],
      body,
    });
    const doors = await open(core, { http: {} });

    const answer = await ask(doors.http!.url);

    expect(answer.status).toBe(400);
    expect(answer.body).toBe(body);
    expect(answer.rawHeaders.slice(0, 8)).toEqual(core.response.headers.flat());
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(answer.headers.date).toBeDefined();
  });

  test('with its own Date and Content-Length is not given others', async () => {
    const date = 'Tue, 01 Jan 2030 00:00:00 GMT';
    const core = createFakeCore({
      status: 200,
      headers: [
        ['Date', date],
        ['Content-Length', '2'],
      ],
      body: 'ok',
    });
    const doors = await open(core, { http: {} });
    const { rawHeaders } = await ask(doors.http!.url);
    expect(rawHeaders.filter((name) => /^(date|content-length)$/i.test(name))).toHaveLength(2);
    expect(rawHeaders).toContain(date);
  });

  test('to HEAD has the length of its body, and no body', async () => {
    const doors = await open(createFakeCore(json({ a: 1 })), { http: {} });
    const answer = await ask(doors.http!.url, { method: 'HEAD' });
    expect(answer.headers['content-length']).toBe('7');
    expect(answer.body).toBe('');
  });

  test('that HTTP cannot carry becomes a 500 that names the defect', async () => {
    const doors = await open(createFakeCore({ status: 200, headers: [['X-Bad', 'a\r\nb']], body: '' }), {
      http: {},
    });
    const answer = await ask(doors.http!.url);
    expect(answer.status).toBe(500);
    expect(answer.headers['x-mock-idp-defect']).toBe('door');
    expect(answer.body).toContain('X-Bad');
  });
});

describe.each(['https', 'http'] as const)('a fault on the %s door', (door) => {
  const askWith = async (transport: NonNullable<FakeCore['response']['transport']>) => {
    const doors = await open(createFakeCore({ ...json('0123456789'), transport }), { [door]: {} });
    return ask(doors[door]!.url, { ca: doors.ca.pem });
  };

  test('reset before headers is a reset with no status', async () => {
    await expect(askWith({ kind: 'reset', when: 'before-headers' })).rejects.toMatchObject({
      code: 'ECONNRESET',
      status: undefined,
    });
  });

  test('reset after headers is a reset with a status and no body', async () => {
    await expect(askWith({ kind: 'reset', when: 'after-headers' })).rejects.toMatchObject({
      code: 'ECONNRESET',
      status: 200,
      body: '',
    });
  });

  test.each([0, 4])('truncate ends after %i bytes of a longer body', async (bytes) => {
    await expect(askWith({ kind: 'truncate', bytes })).rejects.toMatchObject({
      code: 'ECONNRESET',
      status: 200,
      body: '"0123456789"'.slice(0, bytes),
    });
  });

  test('delay holds the answer back and then gives it whole', async () => {
    const began = performance.now();
    const answer = await askWith({ kind: 'delay', ms: 40 });
    expect(answer.body).toBe('"0123456789"');
    expect(performance.now() - began).toBeGreaterThan(35);
  });
});

test('a slow close announces no length, sends everything, and ends later', async () => {
  const core = createFakeCore({ ...json('0123456789'), transport: { kind: 'slow-close', ms: 40 } });
  const doors = await open(core, { http: {} });
  const bytes = await sendBytes(doors.http!.port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(bytes).not.toMatch(/content-length|transfer-encoding/i);
  expect(bytes).toMatch(/Connection: close/i);
  const began = performance.now();
  expect((await ask(doors.http!.url)).body).toBe('"0123456789"');
  expect(performance.now() - began).toBeGreaterThan(35);
});

test('a reset is a TCP reset, and a truncation an orderly end, to a client that reads bytes', async () => {
  const core = createFakeCore({ ...json('0123456789'), transport: { kind: 'truncate', bytes: 3 } });
  const doors = await open(core, { http: {} });
  const bytes = await sendBytes(doors.http!.port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(bytes).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(bytes).toMatch(/Content-Length: 12\r\n/);
  expect(bytes.endsWith('\r\n\r\n"01')).toBe(true);
});

describe('the HTTPS listener', () => {
  test.each(['localhost', '127.0.0.1'])('is trusted as %s by a client that trusts the CA', async (name) => {
    const doors = await open(createFakeCore(), { https: {} });
    const answer = await ask(`https://${name}:${doors.https!.port}/`, { ca: doors.ca.pem });
    expect(answer.status).toBe(200);
  });

  test('answers with a leaf for the host that the client names', async () => {
    const doors = await open(createFakeCore(), { https: {} });
    const answer = await ask(doors.https!.url, { ca: doors.ca.pem, servername: ownedHost });
    expect(answer.status).toBe(200);
  });

  test('is not trusted by a client that does not trust the CA', async () => {
    const doors = await open(createFakeCore(), { https: {} });
    await expect(ask(doors.https!.url)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  });

  test('agrees on HTTP/1.1 with a client that would rather speak HTTP/2', async () => {
    const doors = await open(createFakeCore(), { https: {} });
    const protocol = await new Promise((resolve, reject) => {
      const socket = tlsConnect(
        { port: doors.https!.port, host: '127.0.0.1', ca: doors.ca.pem, ALPNProtocols: ['h2', 'http/1.1'] },
        () => {
          resolve(socket.alpnProtocol);
          socket.destroy();
        },
      ).once('error', reject);
    });
    expect(protocol).toBe('http/1.1');
  });
});

describe('a door', () => {
  test('whose port is taken says which door and port, and leaves no other door open', async () => {
    const other = createServer();
    const taken = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port));
    });
    const first = await open(createFakeCore(), { https: {} });
    const freed = first.https!.port;
    await first.close();

    const opening = openDoors(createFakeCore(), { https: { port: freed }, http: { port: taken } });

    await expect(opening).rejects.toMatchObject({ code: 'port_in_use', door: 'http', port: taken });
    await expect(opening).rejects.toThrow(`port ${taken} of 127.0.0.1 is in use`);
    await expect(sendBytes(freed, 'GET / HTTP/1.1\r\n\r\n')).resolves.toBe('');
    await new Promise((resolve) => other.close(resolve));
  });

  test('listens on the loopback interface alone unless told otherwise', async () => {
    const doors = await open(createFakeCore(), { http: {} });
    expect(new URL(doors.http!.url).hostname).toBe('127.0.0.1');
  });

  test('asked to CONNECT says that it is not the proxy', async () => {
    const doors = await open(createFakeCore(), { http: {} });
    const bytes = await sendBytes(doors.http!.port, `CONNECT ${ownedHost}:443 HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(bytes).toMatch(/^HTTP\/1\.1 405 /);
    expect(bytes).toContain('CONNECT is for the proxy door');
  });

  test('closes at once, also while a request waits and a connection is idle', async () => {
    const core = createFakeCore({ ...json(1), transport: { kind: 'delay', ms: 600_000 } });
    const doors = await open(core, { https: {}, http: {} });
    const waiting = ask(doors.https!.url, { ca: doors.ca.pem });
    const idle = sendBytes(doors.http!.port, '');
    await expect.poll(() => core.asked.length).toBe(1);

    await doors.close();

    await expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(idle).resolves.toBe('');
  });

  test('answers malformed bytes with 4xx or closes, and goes on serving', async () => {
    const core = createFakeCore();
    const doors = await open(core, { https: {}, http: {} });
    const line = fc.oneof(
      fc.constantFrom(
        'GET / HTTP/1.1\r\n',
        'POST / HTTP/1.1\r\nContent-Length: 5\r\n',
        'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n',
        'GET http://[ HTTP/1.1\r\n',
        'OPTIONS * HTTP/1.1\r\n',
        'GET / HTTP/9.9\r\n',
        'Host: a b\r\n',
        'Host: [::1\r\n',
        'Host: localhost\r\n',
        'Expect: something\r\n',
        'Upgrade: h2c\r\nConnection: Upgrade\r\n',
        '\u0016\u0003\u0001\u0002\u0000\u0001',
        'zz\r\n',
        '\r\n',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 6 }),
        fc.constantFrom('https', 'http'),
        async (lines, door) => {
          const bytes = await sendBytes(doors[door as 'http']!.port, lines.join(''));
          const statuses = [...bytes.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
          expect(
            statuses.filter((status) => status !== 200 && status !== 100 && (status < 400 || status > 499)),
          ).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
    expect((await ask(doors.https!.url, { ca: doors.ca.pem })).status).toBe(200);
    expect((await ask(doors.http!.url)).status).toBe(200);
  });
});
