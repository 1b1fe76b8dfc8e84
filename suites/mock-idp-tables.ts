/** The parts of `docs/mock-idp.md` that are made from schemas, routes and data, so that they cannot be out of date. */
import { z } from 'zod';
import {
  code,
  memberTable,
  schemaOf,
  table,
  withMadeParts,
  type JsonSchema,
} from '../client-under-test/index.ts';
import { endpointName, errorFile, faultRule, readClouds, routes, worldConfig } from '../mock-idp/index.ts';
import { fixtureFiles, readYaml } from '../fixtures/index.ts';

/** A table for the schema itself, and one under a heading for each named schema it refers to. */
const configTables = (): string => {
  const definitions = z.toJSONSchema(worldConfig, { io: 'input' }).$defs as Record<string, JsonSchema>;
  const named = Object.entries(definitions).filter(
    ([name]) => !['WorldConfig', 'FaultRule', 'EndpointName'].includes(name),
  );
  return [
    memberTable(schemaOf(worldConfig)),
    ...named
      .filter(([, schema]) => schema.properties !== undefined)
      .map(([name, schema]) => `#### ${name}\n\n${memberTable(schema)}`),
  ].join('\n\n');
};

/** `^\/(?<tenant>[^/]+)\/oauth2(?<v2>\/v2\.0)?\/token$` as a person writes it: `/{tenant}/oauth2[/v2.0]/token`. */
const readablePath = ({ source }: RegExp): string =>
  source
    .replaceAll('\\/', '/')
    .replaceAll('\\.', '.')
    .replaceAll(/^\^|\$$/g, '')
    .replaceAll(/\(\?<\w+>([^()]*)\)\?/g, '[$1]')
    .replaceAll(/\(\?<(\w+)>\[\^\/\]\+\)/g, '{$1}')
    .replaceAll(/\(\?<\w+>([^()]*)\)/g, '$1')
    .replaceAll('(?:', '(');

const endpointTable = (): string =>
  table(
    ['side', 'endpoint', 'methods', 'path'],
    routes.map(({ side, endpoint, methods, path }) => [
      side,
      code(endpoint),
      methods.join(' '),
      code(readablePath(path)),
    ]),
  );

const cloudTable = (): string =>
  table(
    ['file', 'cloud', 'login hosts, preferred first', 'Graph'],
    readClouds().all.map(({ id, name, login, graph }) => [
      code(id),
      name,
      [...new Set([login.preferredNetwork, ...login.aliases])].map(code).join(' '),
      code(graph),
    ]),
  );

const errorTable = (): string =>
  table(
    ['code', 'status', 'text'],
    fixtureFiles('errors')
      .map((file) => readYaml(file, errorFile))
      .toSorted((a, b) => a.code - b.code)
      .map(({ code: number, status, text }) => [`AADSTS${number}`, String(status), text]),
  );

const parts: Readonly<Record<string, () => string>> = {
  config: configTables,
  faults: () => memberTable(schemaOf(faultRule)),
  endpoints: endpointTable,
  'endpoint-names': () => endpointName.options.map(code).join(', '),
  clouds: cloudTable,
  errors: errorTable,
};

/** The page with its tables made anew. */
export const withMockIdpTables = (markdown: string): string => withMadeParts(markdown, parts);
