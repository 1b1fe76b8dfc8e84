/**
 * Does to an answer what fault rules say.
 *
 * A rule that replaces the answer (`status`, `aadsts`, `json`, `text`, `reset`) acts before the endpoint does: no
 * code is used up and no token made. The others act on the answer there is, or (`token`) while it is made. Of several
 * rules that replace, the one set last does.
 */
import { jsonAnswer, refusalAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse } from '../errors/error-data.ts';
import type { TransportFault, WireResponse } from '../wire.ts';
import { effectsOf, type FaultRule } from './fault-rule.ts';
import { changedBody, paddedBody } from './faulty-body.ts';

const replaces = (rule: FaultRule): boolean =>
  [rule.status, rule.aadsts, rule.json, rule.text, rule.reset].some((effect) => effect !== undefined);

const textAnswer = (status: number, body: string): WireResponse => ({
  status,
  headers: [['Content-Type', 'text/html; charset=utf-8']],
  body,
});

const replacement = (context: EndpointContext, rule: FaultRule): WireResponse => {
  if (rule.aadsts !== undefined) {
    const answer = refusalAnswer(context, refuse(rule.aadsts));
    return { ...answer, status: rule.status ?? answer.status };
  }
  const status = rule.status ?? 200;
  if (rule.json !== undefined) return jsonAnswer(rule.json, { status });
  return textAnswer(status, rule.text ?? '');
};

/** The answer instead of the endpoint's, when a rule has one. */
export const replacedAnswer = (
  context: EndpointContext,
  rules: readonly FaultRule[],
): WireResponse | undefined => {
  const rule = rules.findLast(replaces);
  return rule && replacement(context, rule);
};

type Headers = WireResponse['headers'];

const setHeader = (headers: Headers, name: string, value: string): Headers => {
  const same = ([header]: Headers[number]) => header.toLowerCase() === name.toLowerCase();
  return headers.some(same)
    ? headers.map((header) => (same(header) ? [header[0], value] : header))
    : [...headers, [name, value]];
};

/** `{date+30s}` is the HTTP date of half a minute from now, in the world's time. */
const fillDates = (value: string, now: number) =>
  value.replace(/\{date([+-]\d+)s\}/g, (_, seconds: string) =>
    new Date(now + Number(seconds) * 1000).toUTCString(),
  );

const transportOf = (rules: readonly FaultRule[]): TransportFault | undefined => {
  const last = <K extends keyof FaultRule>(name: K) =>
    rules.findLast((rule) => rule[name] !== undefined)?.[name];
  const reset = last('reset');
  if (reset !== undefined) return { kind: 'reset', when: reset };
  const bytes = last('truncate');
  if (bytes !== undefined) return { kind: 'truncate', bytes };
  const closeMs = last('slowCloseMs');
  if (closeMs !== undefined) return { kind: 'slow-close', ms: closeMs };
  const ms = last('delayMs');
  return ms === undefined ? undefined : { kind: 'delay', ms };
};

/** The answer with everything changed that rules change in an answer. */
export const changedAnswer = (
  answer: WireResponse,
  rules: readonly FaultRule[],
  now: number,
): WireResponse => {
  const transport = transportOf(rules);
  return rules.reduce<WireResponse>(
    (changed, rule) => {
      const named = Object.entries(rule.headers ?? {}).map(
        ([name, value]) => [name, fillDates(value, now)] as const,
      );
      const type = rule.contentType === undefined ? [] : ([['Content-Type', rule.contentType]] as const);
      return {
        ...changed,
        headers: [...type, ...named].reduce(
          (headers, [name, value]) => setHeader(headers, name, value),
          changed.headers,
        ),
        body: changedBody(changed.body, rule),
      };
    },
    transport ? { ...answer, transport } : answer,
  );
};

/** The answer as it goes out: padding comes last, and no ledger keeps it. */
export const paddedAnswer = (answer: WireResponse, rules: readonly FaultRule[]): WireResponse =>
  rules.some(({ padTo }) => padTo !== undefined)
    ? { ...answer, body: paddedBody(answer.body, rules) }
    : answer;

/** The rules in words, for the ledger. */
export const faultInWords = (rules: readonly FaultRule[]): string | undefined => {
  if (rules.length === 0) return undefined;
  const words = (rule: FaultRule) =>
    Object.entries(effectsOf(rule))
      .map(
        ([effect, value]) => `${effect} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
      )
      .join(', ');
  return rules.map(words).join('; ');
};
