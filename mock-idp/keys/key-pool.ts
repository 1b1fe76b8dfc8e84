/** RSA keys with certificates, made when first needed and shared by all worlds: making one takes long. */
import type { KeyObject } from 'node:crypto';

export interface PoolKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly certificatePem: string;
  /** base64 of the DER. */
  readonly certificateDer: string;
  /** PKCS#8. */
  readonly privateKeyPem: string;
  /** base64url of the SHA-1 and of the SHA-256 of the DER. */
  readonly x5t: string;
  readonly x5tS256: string;
}

export interface KeyPool {
  /** The key the authority signs tokens with. */
  signing(): Promise<PoolKey>;
  /** The nth key for certificates of apps, from 0. */
  app(index: number): Promise<PoolKey>;
}
