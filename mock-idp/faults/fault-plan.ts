/** The fault rules of a world, each with its own count of the exchanges that matched it. */
import picomatch from 'picomatch';
import type { EndpointName } from '../endpoint-name.ts';
import type { ErrorBook } from '../errors/error-book.ts';
import type { Random } from '../random.ts';
import type { FaultPlan } from '../world.ts';
import type { FaultRule } from './fault-rule.ts';

/** What rules choose exchanges by. */
export interface Struck {
  readonly endpoint: EndpointName;
  readonly grant: string | undefined;
  /** In lower case. */
  readonly host: string;
  readonly path: string;
}

export interface StrikingFaultPlan extends FaultPlan {
  /** Counts an exchange; gives the rules that touch it, in the order they were set. */
  strike(exchange: Struck): readonly FaultRule[];
}

interface Counted {
  readonly rule: FaultRule;
  readonly isPath: (path: string) => boolean;
  matched: number;
}

const touches = ({ rule, matched }: Counted): boolean =>
  rule.nth !== undefined ? matched === rule.nth : rule.times === undefined || matched <= rule.times;

const chances = 1_000_000;

/**
 * @param random chance of the plan's own: rules with a probability change nothing else of the world
 * @throws {UnknownErrorCode} from `add`, when a rule names an AADSTS number that has no file
 */
export const createFaultPlan = (errors: ErrorBook, random: Random): StrikingFaultPlan => {
  let counted: Counted[] = [];

  const matches = ({ rule, isPath }: Counted, { endpoint, grant, host, path }: Struck): boolean =>
    rule.endpoint === endpoint &&
    (rule.grant === undefined || rule.grant === grant) &&
    (rule.host === undefined || rule.host.toLowerCase() === host) &&
    isPath(path) &&
    (rule.probability === undefined || random.int(chances) < rule.probability * chances);

  return {
    get rules() {
      return counted.map(({ rule }) => rule);
    },
    add: (rule) => {
      if (rule.aadsts !== undefined) errors.get(rule.aadsts);
      const isPath = rule.path === undefined ? () => true : picomatch(rule.path, { dot: true });
      counted.push({ rule, isPath, matched: 0 });
    },
    clear: () => {
      counted = [];
    },
    strike: (exchange) => {
      const matching = counted.filter((one) => matches(one, exchange));
      for (const one of matching) one.matched++;
      return matching.filter(touches).map(({ rule }) => rule);
    },
  };
};
