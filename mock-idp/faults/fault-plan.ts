/** The fault rules of a world, each with its own count of the exchanges that matched it. */
import type { EndpointName } from '../endpoint-name.ts';
import type { ErrorBook } from '../errors/error-book.ts';
import type { FaultPlan } from '../world.ts';
import type { FaultRule } from './fault-rule.ts';

export interface StrikingFaultPlan extends FaultPlan {
  /** Counts an exchange; gives the rules that touch it, in the order they were set. */
  strike(endpoint: EndpointName, grant: string | undefined): readonly FaultRule[];
}

interface Counted {
  readonly rule: FaultRule;
  matched: number;
}

const touches = ({ rule, matched }: Counted): boolean =>
  rule.nth !== undefined ? matched === rule.nth : rule.times === undefined || matched <= rule.times;

/** @throws {UnknownErrorCode} from `add`, when a rule names an AADSTS number that has no file */
export const createFaultPlan = (errors: ErrorBook): StrikingFaultPlan => {
  let counted: Counted[] = [];
  return {
    get rules() {
      return counted.map(({ rule }) => rule);
    },
    add: (rule) => {
      if (rule.aadsts !== undefined) errors.get(rule.aadsts);
      counted.push({ rule, matched: 0 });
    },
    clear: () => {
      counted = [];
    },
    strike: (endpoint, grant) => {
      const matching = counted.filter(
        ({ rule }) => rule.endpoint === endpoint && (rule.grant === undefined || rule.grant === grant),
      );
      for (const one of matching) one.matched++;
      return matching.filter(touches).map(({ rule }) => rule);
    },
  };
};
