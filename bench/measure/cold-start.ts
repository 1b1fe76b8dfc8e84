/** Milliseconds from the start of a server's process to its first token. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Row } from '../report.ts';
import { serverNames, startServer, type ServerName } from '../server-process.ts';
import { median } from '../statistics.ts';
import { formTarget, type Target } from '../target.ts';

const ask = async ({ url, headers, body }: Target) => {
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
};

const bin = fileURLToPath(new URL('../../cli/bin.js', import.meta.url));

interface Ready {
  readonly httpUrl: string;
  readonly tenants: readonly {
    readonly id: string;
    readonly apps: readonly { readonly clientId: string; readonly secret?: string }[];
  }[];
}

const targetOf = ({ httpUrl, tenants }: Ready): Target => {
  const { id, apps } = tenants[0]!;
  const app = apps.find(({ secret }) => secret !== undefined)!;
  return formTarget(`${httpUrl}/${id}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.secret!,
    scope: 'https://graph.microsoft.com/.default',
  });
};

const timed = async (run: () => Promise<() => unknown>): Promise<number> => {
  const before = performance.now();
  const stop = await run();
  const ms = performance.now() - before;
  await stop();
  return ms;
};

const serve = async () => {
  const child = spawn(
    process.execPath,
    [bin, 'serve', '--json', '--port=0', '--proxy-port=0', '--http-port=0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    await ask(targetOf(JSON.parse(line) as Ready));
    break;
  }
  return async () => {
    child.kill();
  };
};

const start = async (server: ServerName) => {
  const running = await startServer(server);
  await ask(running.target);
  return async () => running.stop();
};

export const coldStart = async (rounds: number): Promise<Row[]> => {
  const started = serverNames.map((server) => ({
    server: String(server),
    run: () => start(server),
    ms: [] as number[],
  }));
  started.push({ server: 'serve (CLI)', run: serve, ms: [] });
  for (let round = 0; round < rounds; round++) {
    for (const { run, ms } of started) ms.push(await timed(run));
  }
  return started.map(({ server, ms }) => ({ server, 'median ms': median(ms), 'best ms': Math.min(...ms) }));
};
