/**
 * Makes `dist/`: the package as it is published, JavaScript with declarations, data and a manifest of its own.
 * The repo's manifest points at the sources, which Node runs as they are everywhere but below `node_modules`;
 * that of `dist/` points at what was made of them. Publish with `npm publish ./dist`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

const root = import.meta.dirname;
const out = join(root, 'dist');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** What the code reads beside itself, and what a reader of the package wants. */
const data = [
  'cli/bin.js',
  'client-under-test/adapters/{msal-node,reference}/*.{json,yaml,md}',
  'client-under-test/protocol/v1/*.json',
  'docs/**/*.md',
  'fixtures/**/*.{yaml,json}',
  'reports/schemas/*.json',
  'README.md',
  'LICENSE',
];

/** Of the repo's manifest, what only the repo needs. */
const ofTheRepo = ['private', 'scripts', 'devDependencies', 'allowScripts', 'exports'];

const published = (manifest: Manifest) => ({
  ...Object.fromEntries(Object.entries(manifest).filter(([member]) => !ofTheRepo.includes(member))),
  exports: Object.fromEntries(
    Object.entries(manifest.exports).map(([name, file]) => [
      name,
      file.endsWith('.ts')
        ? { types: file.replace(/\.ts$/, '.d.ts'), default: file.replace(/\.ts$/, '.js') }
        : file,
    ]),
  ),
});

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(out, file)), { recursive: true });
  writeFileSync(join(out, file), text);
};

rmSync(out, { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
for (const file of globSync(data, { cwd: root })) {
  if (file.endsWith('adapter.json')) {
    write(file, readFileSync(join(root, file), 'utf8').replace('"main.ts"', '"main.js"'));
  } else {
    cpSync(join(root, file), join(out, file));
  }
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
write('package.json', `${JSON.stringify(published(manifest), undefined, 2)}\n`);
