/** The body of an Entra error: member order, description and separators as recorded from the service. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { ErrorBook } from './error-book.ts';
import type { Refusal } from './error-data.ts';

/** `2026-08-13 09:30:00Z`: how Entra writes a time in its errors. */
export const aadTimestamp = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** `2021-10-29T17:06:26.4080000Z`: how it writes a time inside a sentence. */
export const isoSevenDigits = (ms: number): string => new Date(ms).toISOString().replace('Z', '0000Z');

const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** `AADSTSn: text` with trace id, correlation id and timestamp behind it. */
export const errorDescription = (context: EndpointContext, refusal: Refusal): string => {
  const separator = context.world.config.errorSeparator === 'crlf' ? '\r\n' : ' ';
  const data = context.errors.get(refusal.refusal);
  return [
    `AADSTS${data.code}: ${fill(data.text, refusal.values ?? {})}`,
    `Trace ID: ${context.traceId}`,
    `Correlation ID: ${context.correlationId}`,
    `Timestamp: ${aadTimestamp(context.world.clock.now())}`,
  ].join(separator);
};

export const oauthError = (errors: ErrorBook, code: number, version: 'v1' | 'v2'): string => {
  const { oauth } = errors.get(code);
  return version === 'v1' ? (oauth.v1 ?? oauth.v2) : oauth.v2;
};

export const aadErrorBody = (context: EndpointContext, refusal: Refusal): Record<string, unknown> => {
  const data = context.errors.get(refusal.refusal);
  return {
    error: oauthError(context.errors, data.code, context.version),
    error_description: errorDescription(context, refusal),
    error_codes: [data.code],
    timestamp: aadTimestamp(context.world.clock.now()),
    trace_id: context.traceId,
    correlation_id: context.correlationId,
    ...(data.errorUri && { error_uri: `https://${context.host}/error?code=${data.code}` }),
    ...(data.suberror !== undefined && { suberror: data.suberror }),
    ...(refusal.claims !== undefined && { claims: refusal.claims }),
  };
};
