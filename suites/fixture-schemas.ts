/** The JSON Schemas of the files contributors write, so that an editor completes every key. */
import type { z } from 'zod';
import { cloudFile, errorFile, worldConfig } from '../mock-idp/index.ts';
import { schemaText } from '../client-under-test/index.ts';
import { baseline } from './baseline/baseline.ts';
import { requirementFile } from './requirements/requirement.ts';
import { scenario } from './scenario/scenario.ts';

const schemas: Readonly<Record<string, z.ZodType>> = {
  baseline,
  cloud: cloudFile,
  error: errorFile,
  requirements: requirementFile,
  scenario,
  world: worldConfig,
};

/** File name below `fixtures/schemas`, and text, of each. */
export const fixtureSchemas = (): [file: string, text: string][] =>
  Object.entries(schemas).map(([name, schema]) => [
    `${name}.schema.json`,
    schemaText({ id: `urn:entra-conformance:fixtures:v1:${name}`, schema }),
  ]);
