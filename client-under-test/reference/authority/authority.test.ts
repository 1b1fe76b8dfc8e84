import { expect, test } from 'vitest';
import { authorityUrl, parseAuthority, realmOf, withTenantIfAny } from './authority.ts';

test.each([
  ['https://login.microsoftonline.com/common', 'https://login.microsoftonline.com/common/'],
  ['https://LOGIN.microsoftonline.com/Contoso.COM/v2.0/x', 'https://login.microsoftonline.com/contoso.com/'],
  ['https://login.microsoftonline.us:8443/t/', 'https://login.microsoftonline.us:8443/t/'],
])('%s is read as %s', (text, canonical) => {
  expect(authorityUrl(parseAuthority(text))).toBe(canonical);
});

test.each([
  ['http://login.microsoftonline.com/t', 'authority_uri_insecure'],
  ['https://login.microsoftonline.com', 'authority_uri_invalid_path'],
  ['https://login.microsoftonline.com//t', 'authority_uri_invalid_path'],
  ['login.microsoftonline.com/t', 'invalid_authority'],
  ['https://a:b@login.microsoftonline.com/t', 'invalid_authority'],
  ['https://login.microsoftonline.com/t?p=1', 'invalid_authority'],
  ['https://fs.contoso.test/adfs', 'authority_type_not_supported'],
  ['https://contoso.b2clogin.com/tfp/contoso/p', 'authority_type_not_supported'],
  ['https://contoso.ciamlogin.com', 'authority_type_not_supported'],
])('%s is refused with %s', (text, code) => {
  expect(() => parseAuthority(text)).toThrow(expect.objectContaining({ code }));
});

test('a known tenant takes the place of common and organizations, of nothing else', () => {
  const tenantAfter = (tenant: string) => withTenantIfAny({ host: 'h', tenant }, 'T').tenant;
  expect(['common', 'organizations', 'consumers', 'contoso.com'].map(tenantAfter)).toEqual([
    't',
    't',
    'consumers',
    'contoso.com',
  ]);
});

test('tokens of consumers are kept under the tenant of personal accounts', () => {
  expect(realmOf({ host: 'h', tenant: 'consumers' })).toBe('9188040d-6c67-4c5b-b112-36a304b66dad');
});
