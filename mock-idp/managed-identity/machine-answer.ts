/** Answers of a machine's own services: JSON with the few headers they carry. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import type { WireResponse } from '../wire.ts';

type Headers = WireResponse['headers'];

export const machineAnswer = (
  { world }: EndpointContext,
  body: unknown,
  { status = 200, headers = [] }: { status?: number; headers?: Headers } = {},
): WireResponse => ({
  status,
  headers: [
    ['Content-Type', 'application/json; charset=utf-8'],
    ...headers,
    ['Date', new Date(world.clock.now()).toUTCString()],
  ],
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The same for a refusal, which the ledger then knows by its name. */
export const machineRefusal = (
  context: EndpointContext,
  name: string,
  body: unknown,
  options: { status: number; headers?: Headers },
): WireResponse => {
  context.setDecision(`refused: ${name}`);
  return machineAnswer(context, body, options);
};

/** Azure's answer to whoever may have been led here by somebody else's redirect: no `Metadata: true`, nothing. */
export const hasMetadataHeader = ({ request }: EndpointContext): boolean =>
  request.headers['metadata']?.trim().toLowerCase() === 'true';
