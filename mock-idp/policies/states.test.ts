import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import type { WorldConfigInput } from '../config/world-config.ts';
import { aadsts, createProbe, type Probe } from '../testing/probe.ts';

const config: WorldConfigInput = {
  tenants: {
    contoso: {
      domains: ['contoso.example'],
      users: { alice: {}, bob: {}, fresh: { state: 'must-change-password' } },
      apps: {
        desktop: { kind: 'public' },
        closed: { kind: 'public', assignedTo: ['alice'] },
        off: { kind: 'public', state: 'disabled' },
        guarded: { kind: 'public', consent: 'admin-required' },
        daemon: { kind: 'confidential', secret: 'generated', certificate: 'generated' },
        old: { kind: 'confidential', certificate: 'generated', certificateState: 'expired' },
        api: { kind: 'confidential', exposes: { scopes: ['access'] }, assignedTo: ['alice'] },
      },
    },
  },
};

const password = (probe: Probe, app: string, name: string, scope = 'openid User.Read') => {
  const { upn: username, password } = probe.user(name);
  const client_id = probe.app(app).clientId;
  return probe.token({ client_id, grant_type: 'password', username, password, scope });
};

test('a user who is not assigned to the app, or to the API, is kept out', async () => {
  const probe = await createProbe(config);
  const api = `${probe.app('api').exposes!.uri}/access`;
  expect((await password(probe, 'closed', 'alice')).status).toBe(200);
  expect(aadsts(await password(probe, 'closed', 'bob'))).toEqual([50105]);
  expect((await password(probe, 'desktop', 'alice', api)).status).toBe(200);
  expect(aadsts(await password(probe, 'desktop', 'bob', api))).toEqual([50105]);
});

test('an app that is not assigned to the API gets no token for it', async () => {
  const probe = await createProbe(config);
  const { clientId, secret } = probe.app('daemon');
  const answer = await probe.token({
    client_id: clientId,
    client_secret: secret!,
    grant_type: 'client_credentials',
    scope: `${probe.app('api').exposes!.uri}/.default`,
  });
  expect(aadsts(answer)).toEqual([501051]);
  expect(answer.body['error']).toBe('invalid_grant');
});

test('a disabled app is refused as such', async () => {
  const answer = await password(await createProbe(config), 'off', 'alice');
  expect(aadsts(answer)).toEqual([7000112]);
  expect(answer.body['error']).toBe('unauthorized_client');
});

test('what only an administrator may allow is not consented to at the token endpoint', async () => {
  expect(aadsts(await password(await createProbe(config), 'guarded', 'alice'))).toEqual([65001]);
});

test('a password that has to be changed lets nobody in until it is', async () => {
  const probe = await createProbe(config);
  expect(aadsts(await password(probe, 'desktop', 'fresh'))).toEqual([50142]);
  probe.world.changePassword(probe.user('fresh'), 'their own now');
  expect((await password(probe, 'desktop', 'fresh')).status).toBe(200);
});

test.each([
  ['daemon', 200, undefined],
  ['old', 401, [700027]],
] as const)('the certificate of %s gives %i', async (name, status, codes) => {
  const probe = await createProbe(config);
  const { clientId, certificate } = probe.app(name);
  const now = Math.floor(probe.world.clock.now() / 1000);
  const assertion = await new SignJWT({
    aud: `https://login.microsoftonline.com/${probe.tenant('contoso').id}/oauth2/v2.0/token`,
    iss: clientId,
    sub: clientId,
    jti: 'one',
    nbf: now,
    exp: now + 600,
  })
    .setProtectedHeader({ alg: 'PS256', 'x5t#S256': certificate!.x5tS256 })
    .sign(createPrivateKey(certificate!.privateKeyPem!));
  const answer = await probe.token({
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    grant_type: 'client_credentials',
    scope: 'https://graph.microsoft.com/.default',
  });
  expect(answer.status).toBe(status);
  expect(aadsts(answer)).toEqual(codes);
});
