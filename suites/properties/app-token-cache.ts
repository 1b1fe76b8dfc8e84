/**
 * The app token cache as a model: tenants, resources, expiry, forced refresh and refusals, in any order. A client
 * must hand out the token it has while that has more than five minutes to live, and only that.
 */
import fc from 'fast-check';
import type { Expectation } from '../scenario/expectation.ts';
import type { Step } from '../scenario/steps.ts';
import type { Property } from './property.ts';

type Command =
  | {
      readonly do: 'acquire';
      readonly tenant: 'contoso' | 'fabrikam';
      readonly resource: string;
      readonly forceRefresh: boolean;
      /** Seconds the authority will let a new token live. */
      readonly lifetime: number;
      /** How the authority will answer, if it is asked. */
      readonly authority: 'answers' | 'refuses' | 'is-down';
    }
  | { readonly do: 'advance'; readonly seconds: number };

const expiryBuffer = 300;
const lifetimes = [302, 600, 3599];

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('acquire' as const),
      tenant: fc.constantFrom('contoso' as const, 'fabrikam' as const),
      resource: fc.constantFrom('{graph}/.default', 'https://vault.azure.net/.default'),
      forceRefresh: fc.oneof(
        { weight: 4, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      lifetime: fc.constantFrom(...lifetimes),
      authority: fc.oneof(
        { weight: 5, arbitrary: fc.constant('answers' as const) },
        { weight: 1, arbitrary: fc.constantFrom('refuses' as const, 'is-down' as const) },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      // just before and just after the moment at which a token of each lifetime is due, and any others
      seconds: fc.oneof(
        fc.constantFrom(
          ...lifetimes.flatMap((s) => [s - expiryBuffer - 2, s - expiryBuffer + 1]).filter((s) => s > 0),
        ),
        fc.integer({ min: 1, max: 4_000 }),
      ),
    }),
  },
);

type Acquire = Extract<Command, { do: 'acquire' }>;

interface Cached {
  /** Name under which the step that acquired it kept its result. */
  readonly step: string;
  readonly expiresAt: number;
}

/** How the authority answers from here on: as it always does, with a lifetime, or not with a token. */
const answers = ({ authority, lifetime }: Acquire): Step[] => [
  { answer: 'normally' },
  {
    answer: {
      endpoint: 'token',
      ...(authority === 'answers' ? { with: { expires_in: lifetime } } : {}),
      ...(authority === 'refuses' ? { aadsts: 7000222 } : {}),
      ...(authority === 'is-down' ? { status: 503, text: '' } : {}),
    },
  },
];

/** Which requirement asks for the network here, when nothing usable is cached. */
const reasonOf = ({ forceRefresh }: Acquire, cached: Cached | undefined, others: number): string[] => {
  if (forceRefresh) return ['CC-011'];
  if (cached !== undefined) return ['SILENT-002'];
  return others > 0 ? ['CC-003', 'CC-004'] : ['CC-001'];
};

/** What an acquisition must come to, and what it leaves in the model's cache. */
const expectation = (next: Acquire, cached: Cached | undefined, others: number, now: number): Expectation => {
  const sent = (times: number | [number, number]) => [{ endpoint: 'token' as const, times }];
  if (!next.forceRefresh && cached !== undefined && cached.expiresAt - now > expiryBuffer) {
    const ok = { source: 'cache', accessToken: `{${cached.step}.accessToken}` };
    return { ok, wire: sent(0), checks: ['CC-002'] };
  }
  switch (next.authority) {
    case 'answers':
      return { ok: { source: 'network' }, wire: sent(1), checks: reasonOf(next, cached, others) };
    case 'refuses':
      return { error: { kind: 'service', aadsts: [7000222] }, wire: sent(1), checks: ['CC-014'] };
    case 'is-down':
      // how often it is tried, and what kind of error it is, are the client's own; that it is none is not
      return { error: {}, wire: sent([1, 4]), checks: ['RESIL-002'] };
  }
};

/** The commands as steps, with what the model says each must come to. */
export const modelled = (commands: readonly Command[]): Step[] => {
  const cache = new Map<string, Cached>();
  const steps: Step[] = [{ create: 'confidential', as: 'app', credential: 'secret' }];
  let now = 0;
  const advance = (seconds: number) => {
    now += seconds;
    steps.push({ advance: `${seconds}s` });
  };
  for (const [index, next] of commands.entries()) {
    if (next.do === 'advance') {
      advance(next.seconds);
      continue;
    }
    const key = `${next.tenant} ${next.resource}`;
    const cached = cache.get(key);
    const left = cached === undefined ? 0 : cached.expiresAt - now;
    if (Math.abs(left - expiryBuffer) <= 1) advance(3); // clients differ in which side the very second is on
    const expect = expectation(next, cached, cache.size - (cached === undefined ? 0 : 1), now);
    const as = `token${index}`;
    if (expect.ok !== undefined && expect.checks?.[0] !== 'CC-002') {
      cache.set(key, { step: as, expiresAt: now + next.lifetime });
    }
    steps.push(...answers(next), {
      acquire: 'client-credentials',
      client: 'app',
      authority: `{${next.tenant}.id}`,
      scopes: [next.resource],
      ...(next.forceRefresh ? { forceRefresh: true } : {}),
      as,
      expect,
    });
    if (next.authority === 'is-down') {
      // past every back-off a client may keep after an outage
      steps.push({ answer: 'normally' });
      advance(120);
    }
  }
  return steps;
};

export const appTokenCache: Property = {
  id: 'property/app-token-cache',
  title: 'Whatever the order of calls, an app token is handed out again exactly while it is good',
  why: 'A cache that is right in every single test can still be wrong in a sequence that nobody wrote down.',
  requirements: ['CC-001', 'CC-002', 'CC-003', 'CC-004', 'CC-011', 'CC-014', 'SILENT-002', 'RESIL-002'],
  needs: [
    'client.confidential',
    'credential.secret',
    'flow.client_credentials',
    'token.force_refresh',
    'token.tenant',
  ],
  profile: 'core',
  world: 'app-token-cache',
  runs: 50,
  steps: fc.array(command, { minLength: 2, maxLength: 12 }).map(modelled),
};
