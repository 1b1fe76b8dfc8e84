import { expect, test } from 'vitest';
import { customerBench } from './test-world.ts';

const address = 'http://127.0.0.1:8080';

/** Asks a listener by its own address instead of a host that is somebody's. */
const ask = async (method: string, path: string, form: Record<string, string> = {}) => {
  const { idp, world, app } = await customerBench();
  const body = method === 'POST' ? { client_id: app('club-spa').clientId, ...form } : {};
  const request = {
    method,
    url: new URL(path, address),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(body).toString(),
  };
  const response = await idp.handle(request, { door: 'http', world });
  return JSON.parse(response.body) as Record<string, unknown>;
};

test('a CIAM tenant is found there, and its documents name the address', async () => {
  const document = await ask('GET', '/club.example/v2.0/.well-known/openid-configuration');
  expect(document['issuer']).toMatch(/^https:\/\/127\.0\.0\.1:8080\/[\w-]{36}\/v2\.0$/);
  expect(document['token_endpoint']).toMatch(`${address}/`);
});

test('so is native authentication, whose clients can be pointed anywhere', async () => {
  const answer = await ask('POST', '/club.example/oauth2/v2.0/initiate', {
    username: 'bob@mail.example',
    challenge_type: 'password redirect',
  });
  expect(Object.keys(answer)).toEqual(['continuation_token']);
});

test('so is a B2C policy', async () => {
  const document = await ask('GET', '/shop.example/b2c_1_susi/v2.0/.well-known/openid-configuration');
  expect(document['token_endpoint']).toBe(`${address}/shop.example/b2c_1_susi/oauth2/v2.0/token`);
});
