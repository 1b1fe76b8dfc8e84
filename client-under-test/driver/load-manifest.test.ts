import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadManifest } from './load-manifest.ts';
import { builtInClients, resolveClient } from './resolve-client.ts';

const folderWith = (text: string) => {
  const dir = mkdtempSync(join(tmpdir(), 'manifest-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'adapter.json'), text);
  return dir;
};
const load = (text: string) => loadManifest(join(folderWith(text), 'adapter.json'));

const good = `{
  "name": "my-sdk",
  "language": "Go",
  "command": ["./adapter"],
  "sdk": { "package": "example.com/sdk", "version": "1.2.3" }
}
`;

describe('adapter.json', () => {
  it('is read, with or without a byte order mark', () => {
    expect(load(good)).toMatchObject({ name: 'my-sdk', command: ['./adapter'] });
    expect(load(`\uFEFF${good}`)).toMatchObject({ name: 'my-sdk' });
  });

  it.each([
    ['a trailing comma', good.replace('"1.2.3" }', '"1.2.3" },'), /:6:1 is not JSON/],
    ['a comment', good.replace('{\n', '{\n  // mine\n'), /:2:3 is not JSON/],
    ['a missing end', good.replace(/\}\n$/, ''), /:6:1 is not JSON/],
    ['one wrong letter', '{ "name": nul }', /:1:\d+ is not JSON/],
    ['YAML', 'name: x', /:1:\d is not JSON/],
    ['an unknown key', good.replace('"name"', '"nam": 1, "name"'), /:2:3 nam: unknown key/],
    ['a command that is one string', good.replace('["./adapter"]', '"./adapter x"'), /:4:3 command: .*array/],
    ['a name with capitals', good.replace('my-sdk', 'MySDK'), /:2:3 name: lower-case letters/],
    ['a version that is missing', good.replace(', "version": "1.2.3"', ''), /:5:3 sdk\.version: /],
  ])('with %s is refused with line, column and key', (_, text, problem) => {
    expect(() => load(text)).toThrow(problem);
  });
});

describe('a client named on the command line', () => {
  it.each(builtInClients)('may be built in: %s', (id) => {
    expect(resolveClient(id).id).toBe(id);
  });

  it('may be a manifest or the folder it lies in', () => {
    const dir = folderWith(good);
    const client = { kind: 'process', id: 'my-sdk', dir, path: join(dir, 'adapter.json') };
    expect(resolveClient(dir)).toMatchObject(client);
    expect(resolveClient(join(dir, 'adapter.json'))).toMatchObject(client);
  });

  it('that is neither is reported with what there is', () => {
    expect(() => resolveClient('msal-nod')).toThrow(
      expect.objectContaining({
        code: 'unknown_client',
        hint: expect.stringContaining('reference, msal-node') as string,
      }),
    );
  });
});
