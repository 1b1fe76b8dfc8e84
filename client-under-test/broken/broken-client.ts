/**
 * A broken client: the reference client with one defect, put there from outside by a change at one of its seams.
 * The reference client itself has no switches. The suites are run against every broken client to see that each
 * check can fail; which changes there are is in `changes.ts`, which defects in the files named after an area.
 */
import type { Adapter, Harness, OperationMethod } from '../adapter/index.ts';
import { referenceAdapter } from '../adapters/reference/adapter.ts';
import type { Outcome, Params, Value } from '../protocol/index.ts';
import { fetchNetwork, systemRandom, type Network, type Random } from '../reference/index.ts';

export interface BrokenClient {
  /** Lower case with dashes: `ignores-expiry-buffer`. */
  readonly id: string;
  /** What is wrong with it, in one sentence. */
  readonly defect: string;
  /** The requirements it does not meet: these, and no others. */
  readonly breaks: readonly string[];
  make(environment: Environment): Adapter;
}

export interface Environment {
  readonly network?: Network;
  readonly random?: Random;
}

export type Operation<M extends OperationMethod> = (params: Params<M>) => Promise<Outcome<Value<M>>>;
export type Operations = { readonly [M in OperationMethod]: Operation<M> };

/** What a change to an operation may use besides the operations. */
export interface Surroundings {
  readonly harness: Harness;
  readonly network: Network;
  /** What the client of this handle was created with. */
  readonly created: (handle: string) => Params<'client.create'>;
}

/** A defect at the seams of the client. Made anew for every case, so what it remembers is of that case alone. */
export interface Change {
  readonly network?: (send: Network) => Network;
  readonly random?: (random: Random) => Random;
  readonly harness?: (harness: Harness) => Harness;
  readonly operations?: (operations: Operations, surroundings: Surroundings) => Operations;
}

/** The reference client with the changes around it, one inside the other in the order given. */
const changed = (environment: Environment, given: Harness, changes: readonly Change[]) => {
  const wrap = <T>(seam: T, by: (change: Change) => ((seam: T) => T) | undefined): T =>
    changes.reduce((inner, change) => by(change)?.(inner) ?? inner, seam);
  const network = wrap(environment.network ?? fetchNetwork, (change) => change.network);
  const random = wrap(environment.random ?? systemRandom, (change) => change.random);
  const harness = wrap(given, (change) => change.harness);
  const adapter = referenceAdapter({ network, random });
  const created = new Map<string, Params<'client.create'>>();
  const own = adapter.operations as Operations;
  const remembering: Operations = {
    ...own,
    'client.create': (params) => {
      created.set(params.as, params);
      return own['client.create'](params);
    },
  };
  const surroundings = { harness, network, created: (handle: string) => created.get(handle)! };
  const operations = wrap(remembering, ({ operations: change }) =>
    change === undefined ? undefined : (inner) => change(inner, surroundings),
  );
  return { adapter, operations, harness };
};

/** @param changes makes the defect; called for every case */
export const broken = (
  id: string,
  defect: string,
  breaks: readonly string[],
  changes: () => Change | readonly Change[],
): BrokenClient => ({
  id,
  defect,
  breaks,
  make(environment) {
    let initialized: Params<'initialize'>;
    let given: Harness;
    let current: ReturnType<typeof changed>;
    const renew = () => {
      current = changed(environment, given, [changes()].flat());
      return current.adapter.initialize(initialized, current.harness);
    };
    return {
      initialize(params, harness) {
        [initialized, given] = [params, harness];
        return renew();
      },
      async caseStart(params) {
        await renew();
        await current.adapter.caseStart(params);
      },
      caseEnd: () => current.adapter.caseEnd(),
      setClock: (nowMs) => current.adapter.setClock(nowMs),
      get operations() {
        return current.operations;
      },
    };
  },
});
