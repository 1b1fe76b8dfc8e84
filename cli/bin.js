#!/usr/bin/env node
// Starts the CLI on a Node that can run it. The sources are TypeScript that Node strips itself, which
// needs 22.18 or newer; on an older machine the Node that the `node` package brought takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

if (major > 22 || (major === 22 && minor >= 18)) {
  const sources = here('./main.ts');
  await import(existsSync(sources) ? './main.ts' : './main.js');
} else {
  const bundled = here(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`);
  if (!existsSync(bundled)) {
    console.error(
      `entra-conformance needs Node 22.18 or newer; this is ${process.versions.node}, and the repo's own Node is not installed. Run "npm ci", or use a newer Node.`,
    );
    process.exit(2);
  }
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code ?? 3)));
}
