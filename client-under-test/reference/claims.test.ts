import { expect, test } from 'vitest';
import { mergeClaims } from './claims.ts';

test.each([
  ['nothing', undefined, [], undefined],
  ['capabilities alone', undefined, ['cp1'], { access_token: { xms_cc: { values: ['cp1'] } } }],
  ['claims alone', '{"id_token":{"a":null}}', [], { id_token: { a: null } }],
  [
    'both, capabilities last',
    '{"access_token":{"nbf":{"value":"1"},"xms_cc":{"values":["x"]}},"userinfo":{}}',
    ['cp1'],
    { access_token: { nbf: { value: '1' }, xms_cc: { values: ['cp1'] } }, userinfo: {} },
  ],
])('%s', (_, requested, capabilities, merged) => {
  const claims = mergeClaims(requested, capabilities);
  expect(claims === undefined ? undefined : (JSON.parse(claims) as unknown)).toEqual(merged);
});

test.each(['not json', '[]', '"text"', 'null'])('%s is refused', (text) => {
  expect(() => mergeClaims(text, [])).toThrow(
    expect.objectContaining({ code: 'invalid_json_claims_format' }),
  );
});
