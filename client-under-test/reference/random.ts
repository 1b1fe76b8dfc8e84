/** Chance as the client sees it. The one place of this room that asks the system for randomness. */
import { randomBytes, randomUUID } from 'node:crypto';

export interface Random {
  bytes(length: number): Uint8Array;
  guid(): string;
}

export const systemRandom: Random = {
  bytes: (length) => randomBytes(length),
  guid: () => randomUUID(),
};
