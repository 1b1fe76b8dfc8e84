/** From a method's name to the adapter's function, and from what that gives back to an outcome. */
import type { Method, Outcome, Params } from '../protocol/index.ts';
import type { Adapter, Harness, OperationMethod } from './adapter.ts';

const ok = (value: unknown): Outcome<unknown> => ({ outcome: 'ok', value });

/** Runs one method. Whatever the adapter throws passes through: it is the adapter's own failure. */
export const dispatch = async (
  adapter: Adapter,
  method: string,
  params: unknown,
  harness: Harness,
): Promise<Outcome<unknown>> => {
  switch (method as Exclude<Method, OperationMethod>) {
    case 'initialize':
      return ok(await adapter.initialize(params as Params<'initialize'>, harness));
    case 'case.start':
      await adapter.caseStart(params as Params<'case.start'>);
      return ok({});
    case 'case.end':
      await adapter.caseEnd();
      return ok({});
    case 'clock.set':
      adapter.setClock((params as Params<'clock.set'>).nowMs);
      return ok({});
    case 'shutdown':
      return ok({});
    default: {
      if (!Object.hasOwn(adapter.operations, method)) return { outcome: 'unsupported' };
      const operation = adapter.operations[method as OperationMethod];
      return operation ? operation(params as never) : { outcome: 'unsupported' };
    }
  }
};
