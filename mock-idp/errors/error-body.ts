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

/** What the request itself says of the names in a text, where the refusal says nothing. */
const valuesOfRequest = ({ form, query, tenant, world }: EndpointContext): Record<string, string> => {
  const asked = (name: string) => form.get(name) ?? query.get(name) ?? '';
  const clientId = asked('client_id');
  return {
    client_id: clientId,
    app_name: world.directory.apps.find((app) => app.clientId === clientId)?.displayName ?? '',
    tenant: tenant.segment,
    scope: asked('scope'),
    resource: asked('scope'),
    redirect_uri: asked('redirect_uri'),
    grant: asked('grant_type'),
    user: '{EUII Hidden}',
  };
};

/** The text alone, its names filled in: what pages show. */
export const errorSentence = (context: EndpointContext, refusal: Refusal): string =>
  fill(context.errors.get(refusal.refusal).text, { ...valuesOfRequest(context), ...refusal.values });

/** `AADSTSn: text` with trace id, correlation id and timestamp behind it. */
export const errorDescription = (context: EndpointContext, refusal: Refusal): string => {
  const separator = context.world.config.errorSeparator === 'crlf' ? '\r\n' : ' ';
  const data = context.errors.get(refusal.refusal);
  return [
    `AADSTS${data.code}: ${errorSentence(context, refusal)}`,
    `Trace ID: ${context.traceId}`,
    `Correlation ID: ${context.correlationId}`,
    `Timestamp: ${aadTimestamp(context.world.clock.now())}`,
  ].join(separator);
};

type Dialect = 'v1' | 'v2' | 'discovery' | 'deviceCode';

/** The `error` of a number, as this part of the service says it. */
export const oauthError = (errors: ErrorBook, code: number, dialect: Dialect): string => {
  const { oauth } = errors.get(code);
  return oauth[dialect] ?? oauth.v2;
};

const dialectOf = ({ head, version, form }: EndpointContext): Dialect => {
  if (head === 'discovery') return 'discovery';
  return form.get('grant_type')?.endsWith('device_code') ? 'deviceCode' : version;
};

/** Members in the order recorded: `error_uri` and `suberror` stand last. */
export const aadErrorBody = (context: EndpointContext, refusal: Refusal): Record<string, unknown> => {
  const data = context.errors.get(refusal.refusal);
  const suberror = refusal.suberror ?? data.suberror;
  return {
    error: refusal.error ?? oauthError(context.errors, data.code, dialectOf(context)),
    error_description: errorDescription(context, refusal),
    error_codes: [data.code],
    timestamp: aadTimestamp(context.world.clock.now()),
    trace_id: context.traceId,
    correlation_id: context.correlationId,
    ...(data.errorUri && { error_uri: `https://${context.host}/error?code=${data.code}` }),
    ...(suberror !== undefined && { suberror }),
    ...(refusal.claims !== undefined && { claims: refusal.claims }),
  };
};
