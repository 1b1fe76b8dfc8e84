/** The token-signing key of AD FS, made when first needed. All farms have the same; it is none that Entra signs with. */
import { createKey, type PoolKey } from '../keys/key-pool.ts';

let key: Promise<PoolKey> | undefined;

export const adfsKey = (): Promise<PoolKey> => (key ??= createKey('ADFS Signing - mock'));
