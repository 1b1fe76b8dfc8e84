/** From failed expectations to the verdict of a case: the level of the requirement decides, not the test. */
import type { Failure, Verdict } from '../../reports/index.ts';
import type { Level } from '../requirements/requirement.ts';

const verdictOf: Record<Level, Verdict> = { MUST: 'fail', SHOULD: 'warn', MAY: 'info' };
const order: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** The verdict of a case with these failures. One that blames no requirement kept all of them from being checked. */
export const severity = (
  failures: readonly Failure[],
  requirements: readonly { readonly id: string; readonly level: Level }[],
): Verdict => {
  const failed = new Set(failures.flatMap((failure) => failure.requirements));
  if (failures.length === 0) return 'pass';
  const blamesNone = failures.some((failure) => failure.requirements.length === 0);
  const levels = requirements.filter(({ id }) => blamesNone || failed.has(id)).map(({ level }) => level);
  const worst = order.find((level) => levels.includes(level)) ?? 'MUST';
  return verdictOf[worst];
};
