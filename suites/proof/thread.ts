/** A thread that is told ids of broken clients, one after another, and says what each does not meet. */
import { parentPort } from 'node:worker_threads';
import { brokenClients } from '../../client-under-test/index.ts';
import { createMockIdp } from '../../mock-idp/index.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import { findUnmet, provingPlan } from './prove.ts';
import type { Answer } from './threads.ts';

const plan = provingPlan(readRequirements());
const idp = createMockIdp();

const answer = async (id: string): Promise<Answer> => {
  const client = brokenClients.find((one) => one.id === id);
  if (client === undefined) return { unmet: [], errors: [`there is no broken client ${id}`] };
  const { unmet, errors } = await findUnmet((environment) => client.make(environment), plan, idp);
  return { unmet, errors };
};

parentPort!.on('message', (id: string) => void answer(id).then((found) => parentPort!.postMessage(found)));
