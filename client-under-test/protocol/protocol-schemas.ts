/** The schema files of adapter protocol v1: which there are, and what is in each. */
import type { z } from 'zod';
import { adapterManifest } from './adapter-manifest.ts';
import { message } from './messages.ts';
import { notifications, operations, outcomeOf, reverse } from './operations.ts';
import type { SchemaDocument } from './schema-file.ts';

const id = (name: string) => `urn:entra-conformance:adapter-protocol:v1:${name}`;

const operationParts = (): Record<string, z.ZodType> => {
  const parts: Record<string, z.ZodType> = {};
  for (const [method, { params, value }] of Object.entries(operations)) {
    parts[`${method}.params`] = params;
    parts[`${method}.value`] = value;
    parts[`${method}.outcome`] = outcomeOf(value);
  }
  for (const [method, { params, value }] of Object.entries(reverse)) {
    parts[`${method}.params`] = params;
    parts[`${method}.value`] = value;
  }
  for (const [method, params] of Object.entries(notifications)) parts[`${method}.params`] = params;
  return parts;
};

/** By file name below `protocol/v1/`. */
export const protocolSchemas: Readonly<Record<string, SchemaDocument>> = {
  'messages.schema.json': { id: id('messages'), schema: message },
  'operations.schema.json': {
    id: id('operations'),
    title: 'Parameters, values and outcomes of the methods of adapter protocol, version 1',
    definitions: operationParts(),
  },
  'adapter.schema.json': { id: id('adapter'), title: 'Adapter manifest, version 1', schema: adapterManifest },
};
