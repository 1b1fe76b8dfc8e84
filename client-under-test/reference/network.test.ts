import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchNetwork } from './network.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('a form is sent with its headers, and status, headers and body come back', async () => {
  const url = await serving((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () =>
      response
        .writeHead(418, { 'X-Answer': 'yes' })
        .end(`${request.method} ${String(request.headers['x-asked'])} ${body}`),
    );
  });
  const answer = await fetchNetwork({ method: 'POST', url, headers: { 'x-asked': 'so' }, body: 'a=b' });
  expect(answer).toMatchObject({ status: 418, body: 'POST so a=b', headers: { 'x-answer': 'yes' } });
});

test('a redirect is not followed, so the form stays with the origin it was meant for', async () => {
  let elsewhere = 0;
  const other = await serving((_, response) => {
    elsewhere += 1;
    response.end();
  });
  const url = await serving((_, response) => response.writeHead(307, { location: other }).end());
  const answer = await fetchNetwork({ method: 'POST', url, headers: {}, body: 'client_secret=s' });
  expect(answer.status).toBe(307);
  expect(elsewhere).toBe(0);
});

test('an answer without end is cut off with an error', async () => {
  const url = await serving((_, response) => {
    const chunk = Buffer.alloc(1024 * 1024);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  await expect(fetchNetwork({ method: 'GET', url, headers: {} })).rejects.toThrow('longer than');
});

test('a connection that is cut rejects', async () => {
  const url = await serving((request) => request.socket.destroy());
  await expect(fetchNetwork({ method: 'GET', url, headers: {} })).rejects.toThrow();
});

test('an abort rejects with the reason of the signal', async () => {
  const url = await serving(() => abort.abort(new Error('enough')));
  const abort = new AbortController();
  await expect(fetchNetwork({ method: 'GET', url, headers: {}, signal: abort.signal })).rejects.toThrow(
    'enough',
  );
});
