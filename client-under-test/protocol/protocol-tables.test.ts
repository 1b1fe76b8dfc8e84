import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from './protocol-tables.ts';

const documentation = readFileSync(join(import.meta.dirname, '../../docs/adapter-protocol.md'), 'utf8');

it('the tables of docs/adapter-protocol.md are what the schemas say', () => {
  expect(documentation, 'out of date: run `node client-under-test/protocol/write-schemas.ts`').toBe(
    withTables(documentation),
  );
});

it('every method, feature and kind of error is in the documentation', () => {
  const made = withTables('<!-- made: methods -->\n<!-- end -->');
  expect(made).toContain('**`token.silent`** Gets a token for a known account');
  expect(made).toContain('`homeAccountId: string`, `forceRefresh?: boolean`\n- value: `TokenResult`');
  for (const word of ['clock.sleep', 'flow.on_behalf_of', 'interaction_required', 'deviceCode']) {
    expect(documentation).toContain(`\`${word}\``);
  }
});

it('a table that does not exist is an error', () => {
  expect(() => withTables('<!-- made: colours -->\n<!-- end -->')).toThrow(/colours/);
});

it('every link to a heading of the page leads to one', () => {
  const headings = [...documentation.matchAll(/^#+ (.*)$/gm)].map(([, text]) =>
    text!
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, target] of documentation.matchAll(/\]\(#(.*?)\)/g)) expect(headings).toContain(target);
});
