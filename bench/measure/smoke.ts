/** How long the smoke profile takes on the reference client, process start included. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';

const bin = fileURLToPath(new URL('../../cli/bin.js', import.meta.url));

export const smoke = async (rounds: number): Promise<Row[]> => {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    const [code] = (await once(
      spawn(process.execPath, [bin, 'run', '--profile', 'smoke'], { stdio: 'ignore' }),
      'exit',
    )) as [number];
    if (code !== 0) throw new Error(`The smoke profile ended with ${code}.`);
    seconds.push((performance.now() - before) / 1000);
  }
  return [{ profile: 'smoke', 'median s': median(seconds), 'best s': Math.min(...seconds) }];
};
