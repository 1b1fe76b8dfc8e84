/** Fault rules through the control API. */
import { z } from 'zod';
import { faultRule } from '../faults/fault-rule.ts';
import { operation } from './operation.ts';
import { worldAt } from './world-operations.ts';

const ruleList = z.object({ rules: z.array(faultRule) }).meta({ id: 'FaultRules' });

export const faultOperations = [
  operation({
    id: 'listFaults',
    method: 'GET',
    path: '/worlds/{world}/faults',
    summary: 'The rules, in the order they were set.',
    answer: ruleList,
    run: (scope, { path }) => ({ rules: [...worldAt(scope, path).faults.rules] }),
  }),
  operation({
    id: 'addFault',
    method: 'POST',
    path: '/worlds/{world}/faults',
    summary: 'Sets one more rule; the answer lists them all.',
    body: faultRule,
    answer: ruleList,
    status: 201,
    run: (scope, { path, body }) => {
      const { faults } = worldAt(scope, path);
      faults.add(body);
      return { rules: [...faults.rules] };
    },
  }),
  operation({
    id: 'clearFaults',
    method: 'DELETE',
    path: '/worlds/{world}/faults',
    summary: 'Ends every rule, those of the config too.',
    run: (scope, { path }) => worldAt(scope, path).faults.clear() as undefined,
  }),
];
