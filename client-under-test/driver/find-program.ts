/** Finds the program of a command as a shell would, without a shell. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, resolve } from 'node:path';
import { AdapterStartError } from './adapter-start-error.ts';

export interface Whereabouts {
  /** Working directory: a name with a slash in it is relative to this. */
  readonly cwd: string;
  /** Value of PATH. */
  readonly path: string;
  /** Value of PATHEXT, on Windows: the endings a program may have. */
  readonly pathExt?: string | undefined;
}

const runnable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/**
 * The absolute path of a program.
 * @throws {AdapterStartError} `program_not_found`, saying where it was looked for
 */
export const findProgram = (name: string, { cwd, path, pathExt = '' }: Whereabouts): string => {
  const endings = ['', ...pathExt.split(';').filter(Boolean)];
  const hasFolder = /[/\\]/.test(name) || isAbsolute(name);
  const folders = hasFolder ? [cwd] : path.split(delimiter).filter(Boolean);
  for (const folder of folders) {
    const found = endings.map((ending) => resolve(cwd, folder, name + ending)).find(runnable);
    if (found) return found;
  }
  throw new AdapterStartError(
    'program_not_found',
    hasFolder
      ? `The adapter's program "${name}" is not an executable file (looked for ${resolve(cwd, name)}).`
      : `The adapter's program "${name}" was not found on PATH (looked in ${folders.join(', ') || 'nothing: PATH is empty'}).`,
    {
      hint: hasFolder
        ? 'Build the adapter first ("build" in adapter.json), and check that the file may be executed.'
        : `Install "${name}" or put its folder on PATH. "command" is run without a shell: no quotes, no variables, no "&&".`,
    },
  );
};
