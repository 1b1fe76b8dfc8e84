import { expect, test } from 'vitest';
import { loadX509 } from './x509.ts';

test('the certificate library loads and leaves Reflect as it was', async () => {
  const before = Reflect.ownKeys(Reflect);

  const x509 = await loadX509();

  expect(x509.X509CertificateGenerator).toBeTypeOf('function');
  expect(Reflect.ownKeys(Reflect)).toEqual(before);
});
