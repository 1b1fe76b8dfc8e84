/**
 * An adapter with no SDK behind it that misbehaves on demand, for the tests of the driver and of `doctor`.
 * FAUX names what it does: something in `misbehaviours.ts`, or one of the ways not to start below.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { misbehaviours } from './misbehaviours.ts';
import { listen, ok, send, type Request } from './wire.ts';

const mode = process.env.FAUX ?? 'well-behaved';

const ofAskingElsewhere = {
  'client.confidential': { level: 'full' },
  'credential.secret': { level: 'full' },
  'flow.client_credentials': { level: 'partial' },
};

const features = () => {
  if (mode === 'asks-elsewhere') return ofAskingElsewhere;
  return mode === 'initialize-unknown-feature'
    ? { 'flow.telepathy': { level: 'full' } }
    : { 'accounts.list': { level: 'full' } };
};

const info = {
  protocol: mode === 'initialize-wrong-version' ? 2 : 1,
  adapter: { name: 'faux', version: '1' },
  sdk: { name: 'none', version: '0', language: 'javascript', runtime: process.version },
  features: features(),
  clock: 'none',
  maxConcurrency: 1,
};

const initialize = async ({ id, params }: Request) => {
  switch (mode) {
    case 'never-initializes':
      return;
    case 'initialize-unsupported':
      return send({ id, result: { outcome: 'unsupported' } });
    case 'initialize-garbage':
      console.log('Welcome to the faux adapter!');
      return;
    case 'slow-start':
      await sleep(300);
      return send(ok(id, info));
    default:
      console.error(`initialized with ${JSON.stringify(params)}`);
      return send(ok(id, info));
  }
};

/** What the modes are about. */
const operations = new Set(['account.list', 'token.clientCredentials']);
const quiet = new Set(['case.start', 'case.end', 'clock.set', 'client.create']);

const answer = async (request: Request) => {
  const { id, method } = request;
  if (method === 'initialize') await initialize(request);
  else if (operations.has(method)) await (misbehaviours[mode] ?? misbehaviours['well-behaved']!)(request);
  else if (method === 'shutdown') {
    send(ok(id, {}));
    if (mode !== 'ignores-shutdown') process.stdin.destroy();
  } else if (quiet.has(method)) send(ok(id, {}));
  else if (mode === 'refuses-unknown-methods')
    send({ id, error: { code: -32601, message: 'Method not found' } });
  else if (mode === 'claims-unknown-methods') send(ok(id, {}));
  else send({ id, result: { outcome: 'unsupported' } });
};

if (mode === 'crash-at-start') {
  console.error('Could not load file or assembly Microsoft.Identity.Client');
  process.exitCode = 134;
} else {
  listen(
    (request) => void answer(request),
    () => {},
  );
}
