/** One test for each broken client: what it breaks is found, and nothing else. The test files share them out. */
import { describe, expect, it } from 'vitest';
import type { BrokenClient } from '../../client-under-test/index.ts';
import { createMockIdp } from '../../mock-idp/index.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { findUnmet, provingPlan } from './prove.ts';

export const expectBroken = (clients: readonly BrokenClient[]): void => {
  const plan = provingPlan(readRequirements());
  const idp = createMockIdp();
  describe('a client is found out', () => {
    it.each(clients.map((client) => [client.defect, client] as const))('%s', async (_, client) => {
      const { unmet, errors } = await findUnmet((environment) => client.make(environment), plan, idp);
      expect({ unmet, errors }, client.id).toEqual({ unmet: client.breaks.toSorted(), errors: [] });
    });
  });
};
