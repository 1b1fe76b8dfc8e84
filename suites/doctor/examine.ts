/**
 * Examines an adapter step by step, from its manifest to its shutdown. Findings come as they are made; after one
 * that leaves nothing to go on with, the examination ends.
 */
import { FixtureError } from '../../fixtures/index.ts';
import {
  AdapterStartError,
  asProcess,
  buildAdapter,
  resolveClient,
  startProcess,
  type CallResult,
  type ProcessSession,
  type ResolvedClient,
} from '../../client-under-test/index.ts';
import { clockFinding } from './clock.ts';
import { advice, inWords, type Finding } from './finding.ts';
import { reachFindings } from './reach.ts';
import { started, startFailed } from './start-findings.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';
import { clientParams, tokenCallFor } from './token-calls.ts';

export interface ExamineOptions {
  /** Milliseconds that one call, and the start, may take. */
  readonly deadlineMs: number;
  /** A line of a build command or of the adapter's standard error. */
  readonly onLog?: (line: string) => void;
}

type Doctored = Extract<ResolvedClient, { kind: 'process' }>;

const idle = {
  openUrl: () => Promise.reject(new Error('the doctor has no browser')),
  sleep: () => Promise.reject(new Error('the doctor does not wait')),
  notify: () => {},
};

const judged = (id: Finding['id'], says: string, result: CallResult<unknown>, ok: boolean): Finding => {
  const todo = advice(result);
  return { id, says, ok, ...(ok ? {} : { detail: inWords(result) }), ...(ok || !todo ? {} : { todo }) };
};

async function* examineSession(
  session: ProcessSession,
  surroundings: Surroundings,
  { deadlineMs }: ExamineOptions,
): AsyncGenerator<Finding> {
  yield* started(session);
  const unknown = await session.probe('doctor.noSuchMethod', deadlineMs);
  yield {
    ...judged(
      'unknown-method',
      'an unknown method is answered "unsupported"',
      unknown,
      unknown.outcome === 'unsupported',
    ),
    ...(unknown.outcome === 'unsupported'
      ? {}
      : {
          todo: 'Answer a method you do not know with {"outcome":"unsupported"}, not with a JSON-RPC error.',
        }),
  };

  const call = tokenCallFor(session);
  const none = session.info.clock === 'none';
  const world = await surroundings.createWorld(none ? 'system' : 'manual');
  const nowMs = world.clock.now();
  const start = await session.call('case.start', { case: 'doctor', ...(none ? {} : { nowMs }) }, deadlineMs);
  const create =
    start.outcome === 'ok'
      ? await session.call('client.create', clientParams(call?.app ?? 'desktop', world), deadlineMs)
      : start;
  yield judged('client', 'a case is begun and a client is created', create, create.outcome === 'ok');

  if (create.outcome === 'ok' && call) {
    const result = await call.run(session, world, deadlineMs);
    yield* reachFindings({ ...surroundings, world }, result);
    if (result.outcome === 'ok') yield await clockFinding(session, world, call, deadlineMs);
  } else if (create.outcome === 'ok') {
    yield {
      id: 'reach',
      says: "the SDK's requests come in through the proxy",
      ok: true,
      detail: 'not examined: no declared feature gets a token without a person',
    };
  }
  const end = await session.call('case.end', {}, deadlineMs);
  yield judged(
    'stdout',
    'nothing stray is left on standard output at the end of the case',
    end,
    end.outcome === 'ok',
  );

  const wasRunning = session.pid !== undefined;
  await session.stop();
  const byItself = !wasRunning || session.stopped === 'by itself';
  yield {
    id: 'shutdown',
    says: 'shutdown or the end of input ends the process within 3 s',
    ok: byItself,
    ...(byItself
      ? {}
      : {
          detail: `it had to be ${session.stopped}`,
          todo: 'Leave the reading loop at the end of input and end the process, whatever threads the SDK still has.',
        }),
  };
}

async function* examineProcess(client: Doctored, options: ExamineOptions): AsyncGenerator<Finding> {
  const { manifest, dir } = client;
  const onLog = options.onLog ?? (() => {});
  const surroundings = await openSurroundings();
  try {
    await buildAdapter(manifest, dir, onLog);
    const session = await startProcess(manifest, {
      manifestDir: dir,
      env: surroundings.environment,
      handlers: idle,
      run: { id: 'doctor', seed: 1 },
      startupDeadlineMs: options.deadlineMs,
      onLog,
    });
    try {
      yield* examineSession(session, surroundings, options);
    } finally {
      await session.stop();
    }
  } catch (error) {
    if (!(error instanceof AdapterStartError)) throw error;
    yield* startFailed(error);
  } finally {
    await surroundings.close();
  }
}

/** Examines a built-in client or the adapter at a path. @throws {UnknownClientError} */
export async function* examine(idOrPath: string, options: ExamineOptions): AsyncGenerator<Finding> {
  const says = 'the manifest is as its schema says';
  let client: Doctored;
  try {
    client = asProcess(resolveClient(idOrPath));
  } catch (error) {
    if (!(error instanceof FixtureError)) throw error;
    const todo =
      'docs/adapter-protocol.md describes adapter.json; its schema is protocol/v1/adapter.schema.json.';
    yield { id: 'manifest', says, ok: false, detail: error.message, todo };
    return;
  }
  yield {
    id: 'manifest',
    says,
    ok: true,
    detail: `${client.manifest.name}: ${client.manifest.command.join(' ')}`,
  };
  yield* examineProcess(client, options);
}
