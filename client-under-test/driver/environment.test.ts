import { delimiter, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { adapterEnvironment, reachEnvironment } from './environment.ts';

it('hands an adapter what programs need, and nothing that could steer the SDK', () => {
  const own = {
    HOME: '/home/me',
    LC_ALL: 'C',
    SystemRoot: 'C:\\Windows',
    PATH: '/bin',
    AZURE_CLIENT_SECRET: 's',
    IDENTITY_ENDPOINT: 'http://localhost:1',
    HTTPS_PROXY: 'http://corporate:8080',
    NODE_OPTIONS: '--inspect',
  };
  const environment = adapterEnvironment(own, { A: 'manifest', B: 'manifest' }, undefined, { B: 'extra' });
  expect(environment).toEqual({
    HOME: '/home/me',
    LC_ALL: 'C',
    SystemRoot: 'C:\\Windows',
    PATH: [dirname(process.execPath), '/bin'].join(delimiter),
    A: 'manifest',
    B: 'extra',
  });
});

it('leads a program to the mock, and its loopback listeners past the proxy', () => {
  const environment = reachEnvironment('http://user@127.0.0.1:8080', '/ca.pem');
  expect(environment).toMatchObject({
    HTTPS_PROXY: 'http://user@127.0.0.1:8080',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    SSL_CERT_FILE: '/ca.pem',
  });
  for (const host of ['localhost', '127.0.0.1', '::1'])
    expect(environment.NO_PROXY?.split(',')).toContain(host);
});
