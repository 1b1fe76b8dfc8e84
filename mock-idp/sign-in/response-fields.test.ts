import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { locationFor } from './response-fields.ts';

describe('the URL of an authorization response', () => {
  it('is escaped as recorded from the service', () => {
    expect(
      locationFor('http://localhost/', 'fragment', [
        ['error', 'login_required'],
        ['error_description', "AADSTS50058: user's session (a.b),\r\n~"],
      ]),
    ).toBe(
      'http://localhost/#error=login_required&error_description=AADSTS50058%3a+user%27s+session+(a.b)%2c%0d%0a%7e',
    );
  });

  it('keeps the query that the redirect URI has', () => {
    expect(locationFor('https://app.test/?x=1', 'query', [['code', 'c']])).toBe(
      'https://app.test/?x=1&code=c',
    );
  });

  it('gives back exactly the state that was sent, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (state) => {
        const { searchParams } = new URL(locationFor('https://app.test/cb', 'query', [['state', state]]));
        expect(searchParams.get('state')).toBe(state);
      }),
    );
  });
});
