/** What the steps of one running case share: the world, the client's session, names and the person. */
import type { AdapterSession, CallResult, Method, Params, Value } from '../../client-under-test/index.ts';
import type { App, Cloud, MockIdp, Tenant, World } from '../../mock-idp/index.ts';
import type { Browser } from './browser.ts';
import type { Context } from './context.ts';
import type { Behaviour } from './person.ts';

/** A client the scenario created, and what later steps must know of it. */
export interface CreatedClient {
  readonly app: App;
  readonly host: string;
  readonly tenant: Tenant;
  readonly redirectUri: string | undefined;
}

export interface CaseRun {
  readonly idp: MockIdp;
  readonly world: World;
  readonly cloud: Cloud;
  readonly session: AdapterSession;
  readonly context: Context;
  readonly browser: Browser;
  readonly clients: Map<string, CreatedClient>;
  /** What the adapter passed on as log lines of its SDK in this case. */
  readonly log: string[];
  /** What its process wrote to standard error in this case. */
  readonly stderr: readonly string[];
  behaviour: Behaviour;
  /** What the SDK last asked to be shown to the person: user code, page and words. */
  devicePrompt: Readonly<Record<string, unknown>> | undefined;
  /** Real milliseconds an operation may take. */
  readonly deadlineMs: number;
}

/** The scenario asks for something that is not in its world: the fixture is wrong. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly code = 'invalid_scenario';
}

export const clientNamed = (run: CaseRun, name: string): CreatedClient => {
  const client = run.clients.get(name);
  if (client === undefined)
    throw new ScenarioError(`no step before this one creates a client called ${name}`);
  return client;
};

export const call = <M extends Method>(
  run: CaseRun,
  method: M,
  params: Params<M>,
): Promise<CallResult<Value<M>>> => run.session.call(method, params, run.deadlineMs);

/** Members that are there; the protocol leaves out what is absent. */
export const present = <T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
