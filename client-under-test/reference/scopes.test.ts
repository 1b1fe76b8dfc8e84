import { expect, test } from 'vitest';
import { scopesContain, scopesIntersect, sortedScopes, userFlowScopes } from './scopes.ts';

test('user flows ask for the reserved scopes too, sorted, each once whatever its case', () => {
  expect(userFlowScopes(['User.Read', 'OpenId', 'Calendars.Read'])).toBe(
    'Calendars.Read offline_access OpenId profile User.Read',
  );
  expect(sortedScopes(['b', 'A', 'B'])).toEqual(['A', 'b']);
});

test('a token serves a request whose scopes it has, reserved ones aside', () => {
  expect(scopesContain(['User.Read', 'Mail.Read'], ['user.read', 'openid'])).toBe(true);
  expect(scopesContain(['User.Read'], ['User.Read', 'Mail.Read'])).toBe(false);
});

test('reserved scopes alone make no overlap between tokens of two resources', () => {
  expect(scopesIntersect(['a', 'openid'], ['b', 'openid'])).toBe(false);
  expect(scopesIntersect(['a', 'b'], ['B'])).toBe(true);
  expect(scopesIntersect(['openid'], ['profile'])).toBe(true);
});
