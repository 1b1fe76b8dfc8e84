/** From what a person names on the command line to a client: a built-in id, or the path of an `adapter.json`. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AdapterManifest } from '../protocol/index.ts';
import { loadManifest } from './load-manifest.ts';

export type ResolvedClient =
  /** The reference client, which runs in the harness's own process. */
  | { readonly kind: 'in-process'; readonly id: 'reference' }
  | {
      readonly kind: 'process';
      readonly id: string;
      readonly manifest: AdapterManifest;
      /** Folder of the manifest. */
      readonly dir: string;
      /** The manifest's file, for a client that was named by its path. */
      readonly path?: string;
    };

const adapters = join(import.meta.dirname, '..', 'adapters');

/** Adapters the repo brings as `client-under-test/adapters/<id>/adapter.json`. */
const builtInAdapters = ['msal-node'] as const;

export const builtInClients: readonly string[] = ['reference', ...builtInAdapters];

/** No client has this id, and no manifest lies at this path. */
export class UnknownClientError extends Error {
  override readonly name = 'UnknownClientError';
  readonly code = 'unknown_client';
  readonly exitCode = 2;
  readonly hint = `Built-in clients: ${builtInClients.join(', ')}. Otherwise name the path of an adapter.json.`;
}

/**
 * @throws {UnknownClientError}
 * @throws {FixtureError} when the manifest is not as it should be
 */
export const resolveClient = (idOrPath: string): ResolvedClient => {
  if (idOrPath === 'reference') return { kind: 'in-process', id: 'reference' };
  const builtIn = builtInAdapters.find((id) => id === idOrPath);
  if (builtIn) {
    const dir = join(adapters, builtIn);
    return { kind: 'process', id: builtIn, manifest: loadManifest(join(dir, 'adapter.json')), dir };
  }
  const given = resolve(idOrPath);
  if (!existsSync(given)) throw new UnknownClientError(`There is no client "${idOrPath}".`);
  const path = statSync(given).isDirectory() ? join(given, 'adapter.json') : given;
  const manifest = loadManifest(path);
  return { kind: 'process', id: manifest.name, manifest, dir: dirname(path), path };
};

/** The same client as a program: the reference client has a manifest too. @throws {FixtureError} */
export const asProcess = (client: ResolvedClient): Extract<ResolvedClient, { kind: 'process' }> => {
  if (client.kind === 'process') return client;
  const dir = join(adapters, client.id);
  return { kind: 'process', id: client.id, manifest: loadManifest(join(dir, 'adapter.json')), dir };
};
