import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { createMockIdp } from '../create-mock-idp.ts';
import { createControl } from './control-api.ts';
import { operations } from './operations.ts';

type Json = Record<string, unknown>;
interface Document {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<string, { operationId: string; requestBody?: unknown; parameters: { name: string; in: string }[] }>
  >;
  readonly components: { readonly schemas: Record<string, Json> };
}

const served = async (): Promise<Document> => {
  const control = createControl({ idp: createMockIdp(), version: '1.0.0' });
  const { body } = await control.handle(
    {
      method: 'GET',
      url: new URL('https://127.0.0.1/_mock/openapi.json'),
      headers: { authorization: `Bearer ${control.token}` },
      body: '',
    },
    new AbortController().signal,
  );
  return JSON.parse(body) as Document;
};

test('every route is documented, and every documented route is there', async () => {
  const { openapi, paths } = await served();
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = operations.map(({ method, path }) => `${method} /_mock${path}`);
  expect(openapi).toMatch(/^3\.1\./);
  expect(documented.toSorted()).toEqual([...routes, 'GET /_mock/openapi.json'].toSorted());
});

test('operations have names of their own, and every segment of a path is a parameter', async () => {
  const { paths } = await served();
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, ...operation })),
  );
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  for (const { path, parameters } of all) {
    const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
    expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
  }
});

test('every reference leads somewhere, and every schema is one', async () => {
  const document = await served();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, name] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'urn:mock:api', components: document.components });
  const validate = (name: string) => ajv.compile({ $ref: `urn:mock:api#/components/schemas/${name}` });
  for (const name of Object.keys(document.components.schemas)) expect(validate(name)).toBeTypeOf('function');
  const isWorld = validate('NewWorld');
  expect(isWorld({ config: { tenants: { contoso: { domains: ['a.example'] } } } })).toBe(true);
  expect(isWorld({ config: { tenants: { contoso: { domains: [] } } } })).toBe(false);
  expect(validate('FaultRule')({ endpoint: 'nowhere', status: 500 })).toBe(false);
});
