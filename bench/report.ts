/** Prints tables and keeps what was measured in `bench/out/`. */
import { mkdirSync, writeFileSync } from 'node:fs';

type Cell = string | number;
export type Row = Readonly<Record<string, Cell>>;

const text = (cell: Cell | undefined): string => {
  if (typeof cell !== 'number') return cell ?? '';
  return Math.abs(cell) >= 100 || Number.isInteger(cell) ? cell.toFixed(0) : cell.toPrecision(3);
};

export const printTable = (title: string, rows: readonly Row[]): void => {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => text(row[name])))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (line: readonly string[]) =>
    line
      .map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[0]!)))
      .join('  ');
  console.log(`\n${title}\n${lines.map(pad).join('\n')}`);
};

/** @param name of the file, without `.json` */
export const keep = (name: string, measured: unknown): void => {
  const folder = new URL('out/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(measured, undefined, 2)}\n`);
};
