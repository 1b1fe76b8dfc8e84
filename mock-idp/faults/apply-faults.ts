/**
 * Does to an answer what fault rules say.
 *
 * A rule that replaces the answer (`status`, `aadsts`, `json`, `text`, `reset`) acts before the endpoint does: no
 * code is used up and no token made. The others (`headers`, `with`, `without`, `contentType`, `truncate`,
 * `delayMs`) act on the answer there is. Of several rules that replace, the one set last does.
 */
import { jsonAnswer, refusalAnswer } from '../endpoints/answers.ts';
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse } from '../errors/error-data.ts';
import type { TransportFault, WireResponse } from '../wire.ts';
import type { FaultRule } from './fault-rule.ts';

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

const changeMembers = (body: string, rule: FaultRule): string => {
  if (rule.with === undefined && rule.without === undefined) return body;
  let members: unknown;
  try {
    members = body === '' ? {} : JSON.parse(body);
  } catch {
    return body;
  }
  if (typeof members !== 'object' || members === null || Array.isArray(members)) return body;
  const changed = { ...members, ...rule.with };
  return JSON.stringify(
    Object.fromEntries(Object.entries(changed).filter(([name]) => !rule.without?.includes(name))),
  );
};

const transportOf = (rules: readonly FaultRule[]): TransportFault | undefined => {
  const last = <K extends keyof FaultRule>(name: K) =>
    rules.findLast((rule) => rule[name] !== undefined)?.[name];
  const reset = last('reset');
  if (reset !== undefined) return { kind: 'reset', when: reset };
  const bytes = last('truncate');
  if (bytes !== undefined) return { kind: 'truncate', bytes };
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
        body: changeMembers(changed.body, rule),
      };
    },
    transport ? { ...answer, transport } : answer,
  );
};

/** The rules in words, for the ledger. */
export const faultInWords = (rules: readonly FaultRule[]): string | undefined => {
  if (rules.length === 0) return undefined;
  const words = ({ endpoint: _e, grant: _g, nth: _n, times: _t, ...effects }: FaultRule) =>
    Object.entries(effects)
      .map(
        ([effect, value]) => `${effect} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
      )
      .join(', ');
  return rules.map(words).join('; ');
};
