/**
 * The app token cache as a model: tenants, resources, expiry, forced refresh and refusals, in any order. A client
 * must hand out the token it has while that has more than five minutes to live, and only that.
 */
import fc from 'fast-check';
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
const lifetimes = [301, 600, 3599];

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
      // the seconds on both sides of the moment at which a token of each lifetime is due, and any others
      seconds: fc.oneof(
        fc.constantFrom(
          ...lifetimes.flatMap((s) => [s - expiryBuffer - 1, s - expiryBuffer]).filter((s) => s > 0),
        ),
        fc.integer({ min: 1, max: 4_000 }),
      ),
    }),
  },
);

interface Cached {
  /** Name under which the step that acquired it kept its result. */
  readonly step: string;
  readonly expiresAt: number;
}

const answers = (authority: 'answers' | 'refuses' | 'is-down', lifetime: number): Step[] => [
  { answer: 'normally' },
  ...(authority === 'refuses' ? [{ answer: { endpoint: 'token' as const, aadsts: 7000222 } }] : []),
  ...(authority === 'is-down' ? [{ answer: { endpoint: 'token' as const, status: 503, text: '' } }] : []),
  { answer: { endpoint: 'token', with: { expires_in: lifetime } } },
];

/** The commands as steps, with what the model says each must come to. */
export const modelled = (commands: readonly Command[]): Step[] => {
  const cache = new Map<string, Cached>();
  const steps: Step[] = [{ create: 'confidential', as: 'app', credential: 'secret' }];
  let now = 0;
  for (const [index, next] of commands.entries()) {
    if (next.do === 'advance') {
      now += next.seconds;
      steps.push({ advance: `${next.seconds}s` });
      continue;
    }
    const { tenant, resource, forceRefresh, lifetime, authority } = next;
    const key = `${tenant} ${resource}`;
    const cached = cache.get(key);
    const usable = !forceRefresh && cached !== undefined && cached.expiresAt - now > expiryBuffer;
    const name = `token${index}`;
    const acquire = {
      acquire: 'client-credentials' as const,
      client: 'app',
      authority: `{${tenant}.id}`,
      scopes: [resource],
      ...(forceRefresh ? { forceRefresh } : {}),
    };
    steps.push(...answers(authority, lifetime));
    if (usable) {
      const ok = { source: 'cache', accessToken: `{${cached.step}.accessToken}` };
      steps.push({ ...acquire, expect: { ok, wire: [{ endpoint: 'token', times: 0 }] } });
    } else if (authority === 'answers') {
      cache.set(key, { step: name, expiresAt: now + lifetime });
      steps.push({
        ...acquire,
        as: name,
        expect: { ok: { source: 'network' }, wire: [{ endpoint: 'token', times: 1 }] },
      });
    } else if (authority === 'refuses') {
      const error = { kind: 'service', aadsts: [7000222] };
      steps.push({ ...acquire, expect: { error, wire: [{ endpoint: 'token', times: 1 }] } });
    } else {
      // how often it is tried, and what kind of error it is, are the client's own; that it is none is not
      steps.push({ ...acquire, expect: { error: {}, wire: [{ endpoint: 'token', times: [1, 4] }] } });
      // past every back-off a client may keep after an outage
      steps.push({ answer: 'normally' }, { advance: '2m' });
      now += 120;
    }
  }
  return steps;
};

export const appTokenCache: Property = {
  id: 'property/app-token-cache',
  title: 'Whatever the order of calls, an app token is handed out again exactly while it is good',
  why: 'A cache that is right in every single test can still be wrong in a sequence that nobody wrote down.',
  requirements: [],
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
