/** Two hundred worlds of one authority, asked in any order: what happens in one is nothing to the others. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { decodeJwt } from '../tokens/jwt.ts';
import type { World } from '../world.ts';

const login = 'https://login.microsoftonline.com';
const count = 200;
const beginning = Date.UTC(2030, 0, 1);
const idp = createMockIdp();

/** What is known of a world from having asked it: the property's model. */
interface Known {
  readonly world: World;
  readonly refreshTokens: string[];
  userCodes: string[];
  now: number;
  faultsLeft: number;
  revokedUpTo: number;
  asked: number;
}

let all: Known[];
beforeAll(async () => {
  all = await Promise.all(
    Array.from({ length: count }, async (_, n) => ({
      world: await idp.createWorld(
        {
          tenants: {
            // Every world calls the domain its own.
            contoso: {
              domains: ['contoso.example'],
              users: { alice: {} },
              apps: { desktop: { kind: 'public' }, daemon: { kind: 'confidential', secret: 'generated' } },
            },
          },
        },
        { seed: n + 1, nowMs: beginning },
      ),
      refreshTokens: [],
      userCodes: [],
      now: beginning,
      faultsLeft: 0,
      revokedUpTo: 0,
      asked: 0,
    })),
  );
});

const partsOf = ({ directory }: World) => {
  const [alice, desktop, daemon] = [directory.users[0]!, directory.apps[0]!, directory.apps[1]!];
  return { alice, desktop, daemon, tenant: directory.tenants[0]! };
};

type Answer = Record<string, unknown>;

/** Through no door of the world's own: the request alone says whose it is. */
const post = async (known: Known, path: string, form: Record<string, string>): Promise<Answer> => {
  known.asked++;
  const answer = await idp.fetch()(`${login}/${partsOf(known.world).tenant.id}/oauth2/v2.0/${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return (await answer.json()) as Answer;
};

const codesOf = (answer: Answer) => answer['error_codes'] as number[] | undefined;

/** An answer with a token of this world and its time; or the fault that this world waits for. */
const expectToken = (known: Known, answer: Answer) => {
  if (known.faultsLeft > 0) {
    known.faultsLeft--;
    expect(codesOf(answer)).toEqual([50053]);
    return;
  }
  const claims = decodeJwt(String(answer['access_token']))?.claims;
  expect(claims).toMatchObject({
    tid: partsOf(known.world).tenant.id,
    exp: Math.floor(known.now / 1000) + 3600,
  });
  if (typeof answer['refresh_token'] === 'string') known.refreshTokens.push(answer['refresh_token']);
};

const steps: Readonly<Record<string, (known: Known, other: Known) => Promise<void> | void>> = {
  password: async (known) => {
    const { alice, desktop } = partsOf(known.world);
    const form = { grant_type: 'password', client_id: desktop.clientId, scope: 'User.Read offline_access' };
    expectToken(
      known,
      await post(known, 'token', { ...form, username: alice.upn, password: alice.password }),
    );
  },
  app: async (known) => {
    const { clientId, secret } = partsOf(known.world).daemon;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret! };
    const scope = 'https://graph.microsoft.com/.default';
    expectToken(known, await post(known, 'token', { ...form, scope }));
  },
  refresh: async (known) => {
    const at = known.refreshTokens.length - 1;
    const token = known.refreshTokens[at];
    if (token === undefined) return;
    const client_id = partsOf(known.world).desktop.clientId;
    const isFaulty = known.faultsLeft > 0;
    const answer = await post(known, 'token', {
      grant_type: 'refresh_token',
      client_id,
      refresh_token: token,
    });
    if (!isFaulty && at < known.revokedUpTo) expect(codesOf(answer)).toEqual([50173]);
    else expectToken(known, answer);
  },
  /** A refresh token of another world is no token here. */
  steal: async (known, other) => {
    const token = other.refreshTokens.at(-1);
    if (token === undefined || other === known || known.faultsLeft > 0) return;
    const client_id = partsOf(known.world).desktop.clientId;
    const form = { grant_type: 'refresh_token', client_id, refresh_token: token };
    expect(codesOf(await post(known, 'token', form))).toEqual([70000]);
  },
  /** Nor is a secret of another. */
  secret: async (known, other) => {
    if (other === known || known.faultsLeft > 0) return;
    const form = { grant_type: 'client_credentials', client_id: partsOf(known.world).daemon.clientId };
    const client_secret = partsOf(other.world).daemon.secret!;
    expect(codesOf(await post(known, 'token', { ...form, client_secret, scope: 'x/.default' }))).toEqual([
      7000215,
    ]);
  },
  device: async (known, other) => {
    const { alice, desktop } = partsOf(known.world);
    const started = await post(known, 'devicecode', { client_id: desktop.clientId, scope: 'User.Read' });
    const userCode = String(started['user_code']);
    if (other !== known) expect(() => other.world.completeDeviceCode(userCode, alice)).toThrow(userCode);
    const poll = { grant_type: 'device_code', client_id: desktop.clientId };
    const device_code = String(started['device_code']);
    known.world.completeDeviceCode(userCode, alice);
    expectToken(known, await post(known, 'token', { ...poll, device_code }));
  },
  revoke: (known) => {
    known.world.revoke(partsOf(known.world).alice);
    known.revokedUpTo = known.refreshTokens.length;
  },
  advance: (known) => {
    known.world.clock.advance(61_000);
    known.now += 61_000;
  },
  fault: (known) => {
    if (known.faultsLeft > 0) return;
    known.world.faults.clear();
    known.world.faults.add({ endpoint: 'token', times: 2, aadsts: 50053 });
    known.faultsLeft = 2;
  },
};

test(`${count} worlds of one process leave one another alone`, { timeout: 60_000 }, async () => {
  const step = fc.record({
    name: fc.constantFrom(...Object.keys(steps)),
    of: fc.nat(count - 1),
    other: fc.nat(count - 1),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 60 }), { maxLength: 12 }), async (lanes) => {
      // Lanes run at once; a world belongs to one lane, so that what is known of it stays true.
      const laneOf = (index: number, lane: number) => {
        const first = index - (index % lanes.length) + lane;
        return all[first < count ? first : first - lanes.length]!;
      };
      const busy = new Set(lanes.flatMap((lane, n) => lane.map(({ of }) => laneOf(of, n))));
      const before = new Map(all.map((known) => [known, known.asked]));
      await Promise.all(
        lanes.map(async (lane, n) => {
          for (const { name, of, other } of lane) await steps[name]!(laneOf(of, n), laneOf(other, n));
        }),
      );
      for (const known of all) {
        expect(known.world.clock.now()).toBe(known.now);
        expect(known.world.ledger.exchanges.at(-1)?.seq ?? 0).toBe(known.asked);
        if (!busy.has(known)) expect(known.asked).toBe(before.get(known));
      }
      expect(idp.unattributed).toHaveLength(0);
    }),
    { numRuns: 12, seed: 1, endOnFailure: true },
  );
});
