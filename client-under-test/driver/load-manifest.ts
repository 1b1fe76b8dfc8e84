/** Reads `adapter.json`; whatever is wrong with it is said with file, line and key. */
import { readFileSync } from 'node:fs';
import { FixtureError, parseYaml, shownPath } from '../../fixtures/index.ts';
import { adapterManifest, type AdapterManifest } from '../protocol/index.ts';

/** Where a JSON parser gave up; V8 says so in words, or not at all when the text simply ends. */
const offsetIn = (message: string, text: string): number => {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const token = /Unexpected token '(.)', \.{0,3}"/u.exec(message)?.[1];
  return token === undefined ? text.trimEnd().length : Math.max(0, text.indexOf(token));
};

const lineAndColumn = (text: string, offset: number) => {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
};

/** @throws {FixtureError} naming file, line and key of everything that is wrong */
export const loadManifest = (file: string): AdapterManifest => {
  const name = shownPath(file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new FixtureError([`${name} cannot be read: ${(cause as Error).message}`], { cause });
  }
  try {
    JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new FixtureError(
      [`${name}:${lineAndColumn(text, offsetIn(message, text))} is not JSON: ${message}`],
      {
        cause,
      },
    );
  }
  return parseYaml(text, adapterManifest, name); // JSON is YAML, and this parser knows positions
};
