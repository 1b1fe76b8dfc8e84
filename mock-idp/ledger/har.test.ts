import { expect, test } from 'vitest';
import { createProbe } from '../testing/probe.ts';
import { harOf } from './har.ts';

const talk = async () => {
  const probe = await createProbe();
  const { body } = await probe.token(
    {
      grant_type: 'password',
      client_id: probe.app('everywhere').clientId,
      client_secret: probe.app('everywhere').secret!,
      username: probe.user('alice').upn,
      password: probe.user('alice').password,
      scope: 'openid offline_access User.Read',
    },
    undefined,
    { authorization: 'Bearer not-of-this-world', cookie: 'fpc=some-cookie-of-a-browser' },
  );
  await probe.token({
    grant_type: 'refresh_token',
    client_secret: 'wrong-secret-of-nobody',
    refresh_token: 'unknown-but-private',
  });
  const secrets = [
    ...['access_token', 'refresh_token', 'id_token'].map((name) => String(body[name])),
    probe.app('everywhere').secret!,
    probe.user('alice').password,
    ...['not-of-this-world', 'some-cookie-of-a-browser', 'wrong-secret-of-nobody', 'unknown-but-private'],
  ];
  return { probe, secrets };
};

test('a redacted archive holds no secret, known to the world or not', async () => {
  const { probe, secrets } = await talk();
  const { world } = probe;
  const text = JSON.stringify(
    harOf(world.ledger.exchanges, { redactWith: world.canaries, creatorVersion: '1.0.0' }),
  );
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(world.canaries.find(text)).toEqual([]);
  expect(text).toContain('client_secret=[client_secret]');
});

test('an archive has every member that HAR 1.2 demands', async () => {
  const { probe, secrets } = await talk();
  const har = harOf(probe.world.ledger.exchanges, { creatorVersion: '1.0.0' });
  expect(har.log).toMatchObject({ version: '1.2', creator: { name: 'entra-conformance', version: '1.0.0' } });
  expect(har.log.entries).toHaveLength(2);
  expect(har.log.entries[0]).toMatchObject({
    startedDateTime: '2030-01-01T00:00:00.000Z',
    time: 0,
    request: {
      method: 'POST',
      httpVersion: 'HTTP/1.1',
      cookies: [{ name: 'fpc', value: 'some-cookie-of-a-browser' }],
      queryString: [],
      headersSize: -1,
      postData: { params: expect.arrayContaining([{ name: 'grant_type', value: 'password' }]) as unknown },
    },
    response: {
      status: 200,
      statusText: 'OK',
      redirectURL: '',
      content: { mimeType: 'application/json; charset=utf-8' },
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _endpoint: 'token',
  });
  expect(JSON.stringify(har)).toContain(secrets[0]);
});
