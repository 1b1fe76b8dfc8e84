import { describe, expect, it } from 'vitest';
import { isRegisteredRedirectUri } from './redirect-uri.ts';

const registered = [
  'http://localhost',
  'http://127.0.0.1/cb',
  'https://app.test/signin?x=1',
  'msal123://auth',
];

describe('a redirect URI', () => {
  it.each([
    'http://localhost',
    'http://localhost/',
    'http://localhost:53123',
    'http://localhost:53123/',
    'http://127.0.0.1:8080/cb',
    'https://app.test/signin?x=1',
    'msal123://auth',
  ])('%s is registered', (uri) => {
    expect(isRegisteredRedirectUri(uri, registered)).toBe(true);
  });

  it.each([
    'https://localhost:53123',
    'http://localhost:53123/other',
    'http://localhost:53123/?x=1',
    'http://localhost#fragment',
    'http://localhost#',
    'http://localhost.evil.example',
    'http://localhost:80@evil.example',
    'http://user@localhost',
    'http://localhost\\@evil.example',
    'http://local\nhost',
    'http://localhost\r\nSet-Cookie: a=b',
    'http://127.0.0.1:8080/CB',
    'http://127.0.0.2/cb',
    'http://[::1]/cb',
    'https://app.test/signin',
    'https://app.test:444/signin?x=1',
    'https://APP.test/signin?x=1',
    'https://app.test/signin?x=1#',
    'msal123://auth/',
    'javascript:alert(1)',
    '//app.test/signin?x=1',
    '',
  ])('%j is not registered', (uri) => {
    expect(isRegisteredRedirectUri(uri, registered)).toBe(false);
  });
});
