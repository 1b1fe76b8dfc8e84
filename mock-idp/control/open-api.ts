/** The OpenAPI 3.1 document of the control API, made from the operations and their schemas. */
import { z } from 'zod';
import type { Operation } from './operation.ts';
import { failureView } from './views.ts';

type Json = Record<string, unknown>;

/** All below this path is the control API's. */
export const controlPath = '/_mock';

const sharedRef = '#/components/schemas/__shared#/$defs/';

/**
 * Schemas by name, each referring to the others. What several share and none of them names, zod keeps apart:
 * that is taken in as well.
 */
const componentsOf = (schemas: ReadonlyMap<string, z.ZodType>, io: 'input' | 'output'): Json => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of schemas) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  const { __shared, ...named } = made.schemas as Record<string, Json>;
  const all: Json = { ...named, ...(__shared?.['$defs'] as Json | undefined) };
  const text = JSON.stringify(all, (key, value: unknown) =>
    key === '$id' || key === '$schema' ? undefined : value,
  );
  return JSON.parse(text.replaceAll(sharedRef, '#/components/schemas/')) as Json;
};

const nameOf = ({ id }: Operation, schema: z.ZodType, part: string) =>
  schema.meta()?.id ?? `${id[0]!.toUpperCase()}${id.slice(1)}${part}`;

const jsonOf = (name: string) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});

const parametersOf = ({ path, query }: Operation) => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  ...Object.entries(query?.shape ?? {}).map(([name, part]) => {
    const schema: Json = { ...z.toJSONSchema(part as z.ZodType) };
    delete schema['$schema'];
    return { name, in: 'query', required: false, schema };
  }),
];

const describe = (operation: Operation): Json => {
  const { id, summary, body, answer, status } = operation;
  const failure = { description: 'Not done; the answer says why.', content: jsonOf('Failure') };
  return {
    operationId: id,
    summary,
    parameters: parametersOf(operation),
    ...(body && { requestBody: { required: true, content: jsonOf(nameOf(operation, body, 'Body')) } }),
    responses: {
      [status]: {
        description: answer ? 'Done.' : 'Done; there is nothing to say.',
        ...(answer && { content: jsonOf(nameOf(operation, answer, 'Answer')) }),
      },
      '401': failure,
      default: failure,
    },
  };
};

export const openApiDocument = (operations: readonly Operation[], version: string): Json => {
  const bodies = new Map<string, z.ZodType>();
  const answers = new Map<string, z.ZodType>([['Failure', failureView]]);
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const { method, path, body, answer } = operation;
    if (body) bodies.set(nameOf(operation, body, 'Body'), body);
    if (answer) answers.set(nameOf(operation, answer, 'Answer'), answer);
    const at = `${controlPath}${path}`;
    paths[at] = { ...paths[at], [method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Control API of the entra-conformance mock authority',
      version,
      description:
        'Worlds, their ledgers, faults, clocks, keys and people. Every request carries the bearer token that `serve` prints.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      // What may be written wins where the same schema is also read: defaults are optional there.
      schemas: { ...componentsOf(answers, 'output'), ...componentsOf(bodies, 'input') },
    },
  };
};
