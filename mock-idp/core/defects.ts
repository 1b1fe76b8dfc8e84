/** The two answers that are none of the service's: a host nobody plays, and a defect of the mock itself. */
import type { WireResponse } from '../wire.ts';

const text = (status: number, header: string, body: string): WireResponse => ({
  status,
  headers: [
    ['Content-Type', 'text/plain; charset=utf-8'],
    [header, 'true'],
  ],
  body,
});

export const refusedHost = (host: string): WireResponse =>
  text(
    502,
    'x-mock-idp-refused',
    `The mock authority does not play ${host}, and forwards nothing. Hosts it plays: see fixtures/clouds.\n`,
  );

export const defect = (error: unknown): WireResponse =>
  text(
    500,
    'x-mock-idp-defect',
    `A defect of the mock authority: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
