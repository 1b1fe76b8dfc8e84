/** Every operation of the control API; the order is that of the OpenAPI document. */
import { faultOperations } from './fault-operations.ts';
import { ledgerOperations } from './ledger-operations.ts';
import type { Operation } from './operation.ts';
import { peopleOperations } from './people-operations.ts';
import { timeAndKeyOperations } from './time-and-key-operations.ts';
import { worldOperations } from './world-operations.ts';

export const operations: readonly Operation[] = [
  ...worldOperations,
  ...ledgerOperations,
  ...faultOperations,
  ...timeAndKeyOperations,
  ...peopleOperations,
];
