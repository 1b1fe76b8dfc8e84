/** Runs one scenario case in a world of its own and says what it came to. */
import type { AdapterSession } from '../../client-under-test/index.ts';
import type { MockIdp, World } from '../../mock-idp/index.ts';
import { readClouds, worldConfig, type WorldConfig } from '../../mock-idp/index.ts';
import { fixturePath, readYaml } from '../../fixtures/index.ts';
import type { Blame, CaseRecord, Failure, Verdict } from '../../reports/index.ts';
import type { ScenarioCase } from '../plan/case.ts';
import { createBrowser, deliver } from './browser.ts';
import type { CaseRun } from './case-run.ts';
import { createContext } from './context.ts';
import { attendToDeviceCode } from './device-person.ts';
import { runSteps, type Ending, type StepsResult } from './run-steps.ts';
import { severity } from './severity.ts';
import { wireLine } from './wire-lines.ts';

/** A client ready to be asked: its session, and the way to tell its requests which world they belong to. */
export interface ReadyClient {
  readonly session: AdapterSession;
  /** What its process wrote to standard error since it was attached to a world. */
  readonly stderr: readonly string[];
  attach(world: World | undefined): void;
}

export interface CaseOptions {
  /** Real milliseconds one operation may take. */
  readonly deadlineMs: number;
  /** Whether green cases keep their wire lines too. */
  readonly transcript: boolean;
}

/** The part of a case record that running the case decides. */
export type CaseOutcome = Pick<
  CaseRecord,
  | 'verdict'
  | 'blame'
  | 'reason'
  | 'failures'
  | 'wire'
  | 'log'
  | 'exchanges'
  | 'expectations'
  | 'counterexample'
>;

const clouds = readClouds();
const logLines = 50;
const green: readonly Verdict[] = ['pass', 'not_implemented'];

const endingOf = ({
  step,
  result,
}: {
  step: number;
  result: Ending;
}): {
  verdict: Verdict;
  blame?: Blame;
  reason: string;
} => {
  switch (result.outcome) {
    case 'timeout':
      return {
        verdict: 'timeout',
        blame: 'sdk',
        reason: `step ${step}: no answer within ${result.afterMs} ms`,
      };
    case 'crash': {
      const how = result.signal === null ? `exit code ${result.exitCode}` : `signal ${result.signal}`;
      return {
        verdict: 'crash',
        blame: 'adapter',
        reason: `step ${step}: the adapter's process ended (${how})`,
      };
    }
    case 'adapter_error':
      return {
        verdict: 'adapter_error',
        blame: 'adapter',
        reason: `step ${step}: ${result.problem}${result.hint === undefined ? '' : ` (${result.hint})`}`,
      };
    case 'unsupported':
      return {
        verdict: 'not_implemented',
        reason: `step ${step}: the client says unsupported${result.reason === undefined ? '' : `: ${result.reason}`}`,
      };
  }
};

const judged = (
  planned: ScenarioCase,
  { failures, ending }: StepsResult,
): { verdict: Verdict; blame?: Blame; reason?: string } => {
  if (ending !== undefined) return endingOf(ending);
  const verdict = severity(failures, planned.requirements);
  if (verdict === 'pass') return { verdict };
  return { verdict, blame: 'sdk', reason: failures[0]!.message };
};

const worldConfigs = new Map<string, WorldConfig>();

/** Worlds are read once: there are few of them, and every case wants one. */
const configOf = (name: string): WorldConfig => {
  const config = worldConfigs.get(name) ?? readYaml(fixturePath('worlds', `${name}.yaml`), worldConfig);
  worldConfigs.set(name, config);
  return config;
};

const openWorld = (
  planned: ScenarioCase,
  client: ReadyClient,
  idp: MockIdp,
  seed: number,
): Promise<World> => {
  const config = configOf(planned.scenario.world);
  const cloud = planned.names['cloud'];
  const clock = client.session.info.clock === 'none' ? 'system' : 'manual';
  return idp.createWorld(typeof cloud === 'string' ? { ...config, cloud } : config, { seed, clock });
};

const openRun = (
  planned: ScenarioCase,
  client: ReadyClient,
  idp: MockIdp,
  world: World,
  deadlineMs: number,
): CaseRun => {
  const cloud = clouds.byId(world.config.cloud)!;
  const run: CaseRun = {
    idp,
    world,
    cloud,
    session: client.session,
    stderr: client.stderr,
    context: createContext(world, cloud, planned.names),
    browser: createBrowser(idp, world),
    clients: new Map(),
    log: [],
    behaviour: {},
    devicePrompt: undefined,
    deadlineMs,
  };
  client.session.handle({
    openUrl: async (url) => deliver(await run.browser.walk(url, run.behaviour)),
    sleep: async (ms) => {
      world.clock.advance(ms);
      await new Promise((resume) => setImmediate(resume)); // lets deadlines fire in a client that never stops
      return world.clock.now();
    },
    notify: (method, params) => {
      if (method === 'log') {
        run.log.push(String(params['text']));
        return;
      }
      run.devicePrompt = params;
      attendToDeviceCode(world, run.behaviour, String(params['userCode']));
    },
  });
  return run;
};

/**
 * Runs the case. Never throws: a defect of the harness or of a fixture is the verdict `harness_error`.
 * @param seed of the case; the world is made from it
 */
export const runCase = async (
  planned: ScenarioCase,
  client: ReadyClient,
  idp: MockIdp,
  seed: number,
  options: CaseOptions,
): Promise<CaseOutcome> => {
  const { deadlineMs } = options;
  let world: World | undefined;
  try {
    world = await openWorld(planned, client, idp, seed);
    client.attach(world);
    const run = openRun(planned, client, idp, world, deadlineMs);
    const { session } = client;
    const started = await session.call(
      'case.start',
      { case: planned.id, ...(session.info.clock === 'none' ? {} : { nowMs: world.clock.now() }) },
      deadlineMs,
    );
    const result: StepsResult =
      started.outcome === 'ok'
        ? await runSteps(planned.scenario.steps, run, planned.scenario.requirements)
        : { failures: [], ending: { step: 0, result: started as Ending }, expectations: 0, starts: [] };
    if (result.ending === undefined) await session.call('case.end', {}, deadlineMs);
    const defect = world.ledger.exchanges.find(({ response }) =>
      response.headers.some(([name]) => name === 'x-mock-idp-defect'),
    );
    const decided =
      defect === undefined
        ? judged(planned, result)
        : { verdict: 'harness_error' as const, blame: 'idp' as const, reason: defect.decision };
    return { ...decided, ...evidence(options.transcript || !green.includes(decided.verdict), result, run) };
  } catch (cause) {
    const { message } = cause as Error;
    return { verdict: 'harness_error', blame: 'harness', reason: message };
  } finally {
    client.attach(undefined);
    if (world !== undefined) idp.dropWorld(world);
  }
};

const evidence = (whole: boolean, result: StepsResult, run: CaseRun): Omit<CaseOutcome, 'verdict'> => {
  const { exchanges } = run.world.ledger;
  const counts = { exchanges: exchanges.length, expectations: result.expectations };
  if (!whole) return counts;
  const stepOf = (seq: number) => result.starts.findLastIndex((start) => seq > start) + 1;
  const failures: Failure[] = result.failures;
  return {
    ...counts,
    ...(failures.length === 0 ? {} : { failures }),
    wire: exchanges.map((exchange) => wireLine(exchange, stepOf(exchange.seq), run.world)),
    log: [...run.log, ...run.stderr].slice(-logLines).map((line) => run.world.canaries.redact(line)),
  };
};
