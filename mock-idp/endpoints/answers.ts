/** The answers endpoints give: JSON, AADSTS errors, redirects and pages. Common headers are put on later. */
import type { Refusal } from '../errors/error-data.ts';
import { aadErrorBody } from '../errors/error-body.ts';
import type { WireResponse } from '../wire.ts';
import type { EndpointContext } from './endpoint.ts';

type Headers = readonly (readonly [name: string, value: string])[];

/** Compact JSON, members in the order given. */
export const jsonAnswer = (
  body: unknown,
  { status = 200, headers = [] }: { status?: number; headers?: Headers } = {},
): WireResponse => ({
  status,
  headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers],
  body: JSON.stringify(body),
});

/** An Entra error body, with the status of the error's data; the decision becomes `refused: AADSTSn`. */
export const refusalAnswer = (context: EndpointContext, refusal: Refusal): WireResponse => {
  const data = context.errors.get(refusal.refusal);
  context.setDecision(`refused: AADSTS${data.code}`);
  return jsonAnswer(aadErrorBody(context, refusal), { status: data.status });
};

export const redirectAnswer = (location: string, headers: Headers = []): WireResponse => ({
  status: 302,
  headers: [['Content-Type', 'text/html; charset=utf-8'], ['Location', location], ...headers],
  body: '',
});

export const htmlAnswer = (
  body: string,
  { status = 200, headers = [] }: { status?: number; headers?: Headers } = {},
): WireResponse => ({ status, headers: [['Content-Type', 'text/html; charset=utf-8'], ...headers], body });
