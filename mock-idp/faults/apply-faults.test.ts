import { beforeEach, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { aadsts, createProbe, manyTraits, type Probe } from '../testing/probe.ts';
import type { FaultRule } from './fault-rule.ts';

const idp = createMockIdp();
let probe: Probe;
beforeEach(async () => {
  probe = await createProbe(undefined, { idp });
});

const ask = () =>
  probe.token({
    grant_type: 'client_credentials',
    client_id: probe.app('daemon').clientId,
    client_secret: probe.app('daemon').secret!,
    scope: 'https://graph.microsoft.com/.default',
  });

const fault = (rule: Omit<FaultRule, 'endpoint'>) => probe.world.faults.add({ endpoint: 'token', ...rule });

const lastExchange = () => probe.world.ledger.exchanges.at(-1)!;

test('an AADSTS number answers with that error, filled in from the request', async () => {
  fault({ aadsts: 65001 });
  const answer = await ask();
  expect([answer.status, aadsts(answer), answer.body['suberror']]).toEqual([
    400,
    [65001],
    'consent_required',
  ]);
  expect(answer.body['error_description']).toContain(`'${probe.app('daemon').clientId}' named 'Daemon'`);
});

test('members are put over and taken out of the true answer', async () => {
  fault({ with: { expires_in: 7, foci: '1' }, without: ['ext_expires_in'] });
  const { body } = await ask();
  expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'access_token', 'foci']);
  expect(body['expires_in']).toBe(7);
  expect(lastExchange()).toMatchObject({ decision: 'issued a token to the app daemon' });
  expect(lastExchange().fault).toContain('with {"expires_in":7,"foci":"1"}');
});

test('an error may be given a claims challenge', async () => {
  fault({ aadsts: 53003, with: { claims: '{"access_token":{}}' } });
  const { body } = await ask();
  expect(Object.keys(body).slice(-2)).toEqual(['suberror', 'claims']);
});

test('a status with headers, dates in the time of the world', async () => {
  fault({ status: 429, headers: { 'Retry-After': '{date+30s}', 'x-extra': '3' } });
  const response = await probe.fetch('https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token', {
    method: 'POST',
  });
  expect([response.status, await response.text()]).toEqual([429, '']);
  expect(response.headers.get('retry-after')).toBe('Tue, 01 Jan 2030 00:00:30 GMT');
  expect(response.headers.get('x-extra')).toBe('3');
});

test('a body as it stands, of a type of its own', async () => {
  fault({ text: 'not json', contentType: 'text/plain', status: 200 });
  const response = await probe.fetch('https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token', {
    method: 'POST',
  });
  expect([response.status, await response.text()]).toEqual([200, 'not json']);
  expect(response.headers.get('content-type')).toBe('text/plain');
});

test('JSON instead, of any shape', async () => {
  fault({ json: { error: 'temporarily_unavailable' }, status: 503 });
  expect(await ask()).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
});

test('nth counts the exchanges that match, times ends with the count', async () => {
  fault({ nth: 2, status: 500, json: {} });
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 500, 200]);
  fault({ times: 2, status: 503, json: {} });
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 200]);
});

test('a rule for one grant leaves the others alone', async () => {
  fault({ grant: 'refresh_token', status: 500, json: {} });
  expect((await ask()).status).toBe(200);
});

test('clear ends every rule, those of the config too', async () => {
  const faulty = await createProbe(
    { ...manyTraits, faults: [{ endpoint: 'keys', status: 500, json: {} }] },
    { idp, seed: 4 },
  );
  const keys = () => faulty.get('https://login.microsoftonline.com/common/discovery/v2.0/keys');
  expect((await keys()).status).toBe(500);
  expect(faulty.world.faults.rules).toHaveLength(1);
  faulty.world.faults.clear();
  expect((await keys()).status).toBe(200);
});

test('a replaced answer comes before the grant: nothing is used up', async () => {
  const { body } = await probe.post(
    'https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode',
    {
      client_id: probe.app('desktop').clientId,
      scope: 'User.Read',
    },
  );
  probe.world.completeDeviceCode(String(body['user_code']), probe.user('alice'));
  const poll = () =>
    probe.token({
      grant_type: 'device_code',
      client_id: probe.app('desktop').clientId,
      device_code: String(body['device_code']),
    });
  fault({ nth: 1, status: 503, json: {} });
  expect((await poll()).status).toBe(503);
  expect((await poll()).status).toBe(200);
});

test('a number without a file is refused when the rule is set', () => {
  expect(() => fault({ aadsts: 1 })).toThrow('AADSTS1 is not in fixtures/errors');
});
