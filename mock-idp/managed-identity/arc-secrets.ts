/**
 * The secret files of Azure Arc's challenge. They lie in a directory that is made for the first of them; what was
 * made here is removed again, at the latest when the process ends.
 *
 * Clients take a secret only from the agent's own directory (`/var/opt/azcmagent/tokens`, on Windows
 * `%ProgramData%\AzureConnectedMachineAgent\Tokens`) and from a file `*.key`: whoever tries one of them names that
 * directory, and needs the right to make it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../random.ts';

export interface ArcSecrets {
  /** Writes a new secret, readable by this user alone. */
  create(random: Random): { readonly path: string; readonly secret: string };
  /** Whether it is the content of a file; the file is gone then. */
  redeem(secret: string): boolean;
  /** Removes the files, and the directory if it was made here. */
  remove(): void;
}

const mostFiles = 32;

const open = new Set<ArcSecrets>();

const removeAll = () => {
  for (const secrets of open) secrets.remove();
};

/** @param directory default: a new one among the system's temporary files */
export const createArcSecrets = (directory?: string): ArcSecrets => {
  const files = new Map<string, string>();
  /** `made`: the outermost directory that was not there before. */
  let place: { readonly path: string; readonly made: string | undefined } | undefined;

  const openPlace = () => {
    if (directory !== undefined) {
      return { path: directory, made: mkdirSync(directory, { recursive: true, mode: 0o700 }) };
    }
    const path = mkdtempSync(join(tmpdir(), 'mock-arc-'));
    return { path, made: path };
  };

  const forget = (secret: string): boolean => {
    const path = files.get(secret);
    if (path === undefined) return false;
    files.delete(secret);
    rmSync(path, { force: true });
    return true;
  };

  const secrets: ArcSecrets = {
    create: (random) => {
      if (open.size === 0) process.once('exit', removeAll);
      open.add(secrets);
      place ??= openPlace();
      if (files.size >= mostFiles) forget(files.keys().next().value!);
      const secret = random.text(48);
      const path = join(place.path, `${random.guid()}.key`);
      writeFileSync(path, secret, { mode: 0o600, flag: 'wx' });
      files.set(secret, path);
      return { path, secret };
    },
    redeem: forget,
    remove: () => {
      for (const secret of [...files.keys()]) forget(secret);
      if (place?.made !== undefined) rmSync(place.made, { recursive: true, force: true });
      place = undefined;
      open.delete(secrets);
      if (open.size === 0) process.removeListener('exit', removeAll);
    },
  };
  return secrets;
};
