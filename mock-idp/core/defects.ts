/** The two answers that are none of the service's: a host nobody plays, and a defect of the mock itself. */
import type { WireRequest, WireResponse } from '../wire.ts';

const text = (status: number, header: string, body: string): WireResponse => ({
  status,
  headers: [
    ['Content-Type', 'text/plain; charset=utf-8'],
    [header, 'true'],
  ],
  body,
});

export const refusedHost = ({ method, url }: WireRequest): WireResponse =>
  text(
    502,
    'x-mock-idp-refused',
    `entra-conformance refused ${method} ${url.host}: the mock owns no such host, and forwards nothing. ` +
      'Its hosts are those of fixtures/clouds. A client that has to reach another names it in NO_PROXY.\n',
  );

export const defect = (error: unknown): WireResponse =>
  text(
    500,
    'x-mock-idp-defect',
    `A defect of the mock authority: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
