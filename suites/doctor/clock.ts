/** Whether an adapter's clock stands where the harness put it, seen by what its SDK makes of a token's life. */
import type { AdapterSession } from '../../client-under-test/index.ts';
import type { World } from '../../mock-idp/index.ts';
import { advice, inWords, type Finding } from './finding.ts';
import type { TokenCall } from './token-calls.ts';

const hour = 3_600_000;
const says = 'the clock stands where the harness puts it';

/** To be called when the token call has given a token once. */
export const clockFinding = async (
  session: AdapterSession,
  world: World,
  call: TokenCall,
  deadlineMs: number,
): Promise<Finding> => {
  const { clock } = session.info;
  if (clock === 'none') {
    const detail =
      'clock mode none: the SDK runs in real time, and cases that need another time do not apply';
    return { id: 'clock', says, ok: true, detail };
  }
  const wrong = (detail: string, todo: string): Finding => ({ id: 'clock', says, ok: false, detail, todo });
  world.clock.advance(48 * hour);
  const nowMs = world.clock.now();
  const set = await session.call('clock.set', { nowMs }, deadlineMs);
  if (set.outcome !== 'ok') return wrong(`clock.set: ${inWords(set)}`, advice(set) ?? 'Answer clock.set.');
  const result = await call.run(session, world, deadlineMs);
  if (result.outcome !== 'ok') {
    return wrong(`after clock.set ${call.method} failed: ${inWords(result)}`, advice(result) ?? 'See above.');
  }
  const { source, expiresOnMs } = result.value;
  const todo = `With clock mode "${clock}" every reading of the time by the SDK must give what clock.set and case.start said; otherwise declare "none".`;
  if (source === 'cache') return wrong('a token that had run out two days before came from the cache', todo);
  if (expiresOnMs === undefined) return { id: 'clock', says, ok: true, detail: `clock mode ${clock}` };
  const hours = (expiresOnMs - nowMs) / hour;
  return hours > 0 && hours < 2
    ? { id: 'clock', says, ok: true, detail: `clock mode ${clock}` }
    : wrong(
        `a token that lives an hour was said to run out ${hours.toFixed(1)} hours after the time set`,
        todo,
      );
};
