/** The shape of a grant: what a client asks the token endpoint with, once the client itself is known. */
import type { EndpointContext } from '../endpoints/endpoint.ts';
import { refuse, type Refusal } from '../errors/error-data.ts';
import type { WireResponse } from '../wire.ts';
import type { Client } from './client-authentication.ts';

export type Grant = (context: EndpointContext, client: Client) => Promise<WireResponse | Refusal>;

/** The first of these parameters that the form lacks, as a refusal. */
export const missing = ({ form }: EndpointContext, ...parameters: string[]): Refusal | undefined => {
  const parameter = parameters.find((name) => !form.get(name));
  return parameter === undefined ? undefined : refuse(900144, { parameter });
};
