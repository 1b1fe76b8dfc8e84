import { beforeAll, expect, test } from 'vitest';
import { aadsts, claimsOf, createProbe, type Probe } from '../testing/probe.ts';
import { codeForm, decodedClientInfo, walk } from '../testing/walk.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await createProbe();
});

const fabrikam = 'https://login.microsoftonline.com/fabrikam.example';

test('a guest gets tokens of the inviting tenant, with an object id of its own and the home they come from', async () => {
  const seen = await walk(probe, { app: 'desktop', user: 'alice', at: fabrikam });
  const form = codeForm(probe, 'desktop', seen);
  const { body } = await probe.post(`${fabrikam}/oauth2/v2.0/token`, form);
  const { id, tenant } = probe.user('alice');
  for (const token of [body['access_token'], body['id_token']]) {
    expect(claimsOf(token)).toMatchObject({
      tid: probe.tenant('fabrikam').id,
      idp: `https://sts.windows.net/${tenant.id}/`,
      preferred_username: 'alice@contoso.onmicrosoft.com',
    });
    expect(claimsOf(token)['oid']).not.toBe(id);
  }
  expect(decodedClientInfo(body['client_info'])).toEqual({ uid: id, utid: tenant.id });
});

test('at home the same user has no idp claim', async () => {
  const at = 'https://login.microsoftonline.com/contoso.example';
  const seen = await walk(probe, { app: 'desktop', user: 'alice', at });
  const { body } = await probe.post(`${at}/oauth2/v2.0/token`, codeForm(probe, 'desktop', seen));
  expect(claimsOf(body['access_token'])).not.toHaveProperty('idp');
});

test('who is not invited is shown AADSTS50020, and a refresh token of theirs is refused with it', async () => {
  const at = 'https://login.microsoftonline.com/contoso.example';
  const seen = await walk(probe, { app: 'desktop', user: 'fred', at });
  expect([seen.name, seen.aadsts]).toEqual(['error', '50020']);
  const home = await walk(probe, { app: 'desktop', user: 'fred', at: fabrikam });
  const { body } = await probe.post(`${fabrikam}/oauth2/v2.0/token`, codeForm(probe, 'desktop', home));
  const refused = await probe.post(`${at}/oauth2/v2.0/token`, {
    grant_type: 'refresh_token',
    client_id: probe.app('desktop').clientId,
    refresh_token: String(body['refresh_token']),
  });
  expect([refused.body['error'], aadsts(refused)]).toEqual(['invalid_grant', [50020]]);
});
