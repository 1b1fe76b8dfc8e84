/** Seeds of single cases, so that a case run alone sees what it saw in the whole run. */

/** FNV-1a of the text, mixed with the seed of the run: a whole number of 32 bits. */
export const caseSeed = (runSeed: number, caseId: string): number => {
  let hash = 0x811c9dc5 ^ runSeed;
  for (const byte of new TextEncoder().encode(caseId)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};
