import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { listenForAnswer } from './loopback-listener.ts';

test('a port that is named is kept, and an answer there is taken', async () => {
  const free = await listenForAnswer();
  free.close();
  const listener = await listenForAnswer(`${free.redirectUri}/after`);
  expect(listener.redirectUri).toBe(`${free.redirectUri}/after`);
  await fetch(`${listener.redirectUri}?code=c&state=s`);
  expect(Object.fromEntries(await listener.answer)).toEqual({ code: 'c', state: 's' });
  listener.close();
});

test('a port that is taken is an error that says so', async () => {
  const first = await listenForAnswer();
  await expect(listenForAnswer(`${first.redirectUri}/`)).rejects.toMatchObject({
    code: 'loopback_listener_failed',
    message: expect.stringContaining(first.redirectUri) as string,
  });
  first.close();
});

test('neither an endless form nor a request that is no URL stops the listener', async () => {
  const listener = await listenForAnswer();
  const huge = new URLSearchParams({ code: 'x'.repeat(100_000) });
  await fetch(listener.redirectUri, { method: 'POST', body: huge }).catch(() => undefined);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(listener.redirectUri).port), '127.0.0.1');
    socket.on('close', () => resolve()).resume();
    socket.write('GET // HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
  });
  await fetch(`${listener.redirectUri}?error=access_denied`);
  expect((await listener.answer).get('error')).toBe('access_denied');
  listener.close();
});
