/**
 * Opens clients for the workers of a run. The reference client runs in this process and reaches the authority
 * through memory; every other client is a process of its own that comes in through the proxy door, under the
 * real host names, trusting an ephemeral CA.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildAdapter,
  reachEnvironment,
  referenceAdapter,
  startInProcess,
  startProcess,
  type Adapter,
  type AdapterSession,
  type HarnessHandlers,
  type Network,
  type ResolvedClient,
  type RunIdentity,
} from '../../client-under-test/index.ts';
import { openDoors, type MockIdp, type World } from '../../mock-idp/index.ts';
import type { OpenClient } from './run-plan.ts';

export interface Clients {
  readonly open: OpenClient;
  close(): Promise<void>;
}

/** Lines of standard error kept of one case. */
const mostLines = 1_000;

/** Before the first case, and between cases, nobody may ask the harness for anything. */
const idle: HarnessHandlers = {
  openUrl: () => Promise.reject(new Error('no case is running')),
  sleep: () => Promise.reject(new Error('no case is running')),
  notify: () => undefined,
};

/** Makes an adapter that reaches the authority through what it is given here: one door, in two shapes. */
export type MakeAdapter = (environment: {
  readonly network: Network;
  readonly fetch: typeof globalThis.fetch;
}) => Adapter;

/** An in-process client whose network is the authority's in-memory door. */
export const inProcessClients = (make: MakeAdapter, idp: MockIdp, run: RunIdentity): Clients => ({
  open: async () => {
    let world: World | undefined;
    const fetch: typeof globalThis.fetch = (input, init) => idp.fetch(world)(input, init);
    const network: Network = async ({ method, url, headers, body }) => {
      const response = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      };
    };
    const session: AdapterSession = await startInProcess(make({ network, fetch }), { handlers: idle, run });
    return {
      session,
      stderr: [],
      attach: (attached) => {
        world = attached;
      },
      close: () => session.stop(),
    };
  },
  close: async () => undefined,
});

/** @throws {AdapterStartError} when a build command fails */
export const processClients = async (
  client: Extract<ResolvedClient, { kind: 'process' }>,
  idp: MockIdp,
  run: RunIdentity,
  onLine: (line: string) => void,
): Promise<Clients> => {
  const { manifest, dir } = client;
  const folder = mkdtempSync(join(tmpdir(), 'entra-conformance-'));
  const doors = await openDoors(idp, { proxy: {} });
  const caPemPath = join(folder, 'ca.pem');
  writeFileSync(caPemPath, doors.ca.pem, { mode: 0o600 });
  const close = async () => {
    await doors.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await buildAdapter(manifest, dir, onLine);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    open: async () => {
      const slot = doors.proxy!.slot();
      const stderr: string[] = [];
      const session = await startProcess(manifest, {
        manifestDir: dir,
        env: reachEnvironment(slot.url, caPemPath),
        handlers: idle,
        run,
        onLog: (line) => {
          if (stderr.length < mostLines) stderr.push(line);
        },
      });
      return {
        session,
        stderr,
        attach: (attached) => {
          slot.world = attached;
          if (attached !== undefined) stderr.length = 0;
        },
        close: () => session.stop(),
      };
    },
    close,
  };
};

export const openClients = (
  client: ResolvedClient,
  idp: MockIdp,
  run: RunIdentity,
  onLine: (line: string) => void,
): Promise<Clients> =>
  client.kind === 'in-process'
    ? Promise.resolve(inProcessClients(referenceAdapter, idp, run))
    : processClients(client, idp, run, onLine);
