/** Whether what an adapter answered fits the protocol; if not, what is wrong and where. */
import { z } from 'zod';
import { operations, outcomeOf, type Method } from '../protocol/index.ts';
import type { CallResult } from './session.ts';

export type AdapterError = Extract<CallResult<never>, { outcome: 'adapter_error' }>;

export const adapterError = (problem: string, hint?: string): AdapterError => ({
  outcome: 'adapter_error',
  problem,
  ...(hint === undefined ? {} : { hint }),
});

const anyOutcome = outcomeOf(z.unknown());
const outcomes = new Map<string, z.ZodType>(
  Object.entries(operations).map(([method, { value }]) => [method, outcomeOf(value)]),
);

const at = (path: readonly PropertyKey[]) => (path.length === 0 ? 'result' : `result.${path.join('.')}`);

/** The issues of a schema as one sentence fragment: `result.value.scopes: expected array; ...`. */
export const issuesIn = (error: z.ZodError, where: (path: readonly PropertyKey[]) => string = at): string =>
  error.issues.map(({ path, message }) => `${where(path)}: ${message}`).join('; ');

const hintFor = (result: unknown): string => {
  const hasOutcome = typeof result === 'object' && result !== null && 'outcome' in result;
  return hasOutcome
    ? 'See client-under-test/protocol/v1/operations.schema.json for the members and their types.'
    : 'A result is {"outcome":"ok","value":...}, {"outcome":"error","error":...} or {"outcome":"unsupported"}.';
};

/** The result of a call, checked. A method that protocol v1 does not have may give any value. */
export const checkOutcome = (method: Method | (string & {}), result: unknown): CallResult<unknown> => {
  const checked = (outcomes.get(method) ?? anyOutcome).safeParse(result);
  if (checked.success) return checked.data as CallResult<unknown>;
  return adapterError(
    `The answer to ${method} does not fit the protocol: ${issuesIn(checked.error)}`,
    hintFor(result),
  );
};

/** @throws {TypeError} when the harness itself would send what the protocol does not allow */
export const checkParams = (method: Method, params: unknown): void => {
  const checked = operations[method].params.safeParse(params);
  if (checked.success) return;
  const where = (path: readonly PropertyKey[]) => ['params', ...path].join('.');
  throw new TypeError(`Parameters of ${method} do not fit the protocol: ${issuesIn(checked.error, where)}`);
};
