/**
 * Chance, from a seed: the same seed gives the same world. xoshiro128** seeded through splitmix32
 * (Blackman and Vigna, 2018). Not for secrets that matter: everything here is a mock's.
 */

export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number;
  bytes(count: number): Uint8Array;
  /** A version 4 UUID in lower case. */
  guid(): string;
  /** base64url of so many random bytes. */
  text(bytes: number): string;
}

const splitmix32 = (seed: number) => () => {
  seed = (seed + 0x9e3779b9) | 0;
  let z = seed;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
};

const rotl = (x: number, k: number) => ((x << k) | (x >>> (32 - k))) >>> 0;

export const seededRandom = (seed: number): Random => {
  const mix = splitmix32(seed);
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  const next = () => {
    const result = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotl(d, 11);
    return result;
  };
  const bytes = (count: number) => {
    const made = Buffer.alloc(count);
    for (let at = 0; at < count; at++) made[at] = next();
    return made;
  };
  return {
    int: (below) => Math.floor((next() / 2 ** 32) * below),
    bytes,
    guid: () => {
      const id = bytes(16);
      id[6] = (id[6]! & 0x0f) | 0x40;
      id[8] = (id[8]! & 0x3f) | 0x80;
      const hex = id.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
    text: (count) => bytes(count).toString('base64url'),
  };
};
