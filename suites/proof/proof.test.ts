import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenClients, referenceAdapter } from '../../client-under-test/index.ts';
import { createMockIdp } from '../../mock-idp/index.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { findUnmet, proofs, provingPlan } from './prove.ts';
import { inThreads, type Threads } from './threads.ts';

const requirements = readRequirements();

it('the reference client meets every requirement', async () => {
  const { unmet, errors, records } = await findUnmet(
    referenceAdapter,
    provingPlan(requirements),
    createMockIdp(),
  );
  const others = records
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, reason }) => `${id}: ${reason}`);
  expect({ unmet, errors, others }).toEqual({ unmet: [], errors: [], others: [] });
});

it('every requirement is proved: some broken client does not meet it', () => {
  const proved = proofs();
  const unproved = [...requirements.keys()].filter((id) => !proved.has(id));
  expect(unproved, 'add a client with a defect that breaks them to client-under-test/broken').toEqual([]);
});

it('broken clients break requirements that there are, and have ids of their own', () => {
  const unknown = brokenClients.flatMap(({ breaks }) => breaks).filter((id) => !requirements.has(id));
  const ids = brokenClients.map(({ id }) => id);
  expect(unknown).toEqual([]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

describe('a client is found out, and nothing else is blamed', () => {
  let threads: Threads;
  beforeAll(() => {
    threads = inThreads(brokenClients.map(({ id }) => id));
  });
  afterAll(() => threads.close());

  it.each(brokenClients.map((client) => [client.defect, client] as const))(
    '%s',
    async (_, { id, breaks }) => {
      expect(await threads.of(id), id).toEqual({ unmet: breaks.toSorted(), errors: [] });
    },
  );
});
