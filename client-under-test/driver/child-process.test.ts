import { expect, it, onTestFinished } from 'vitest';
import { startChild } from './child-process.ts';

it('does not fill our memory for a process that never reads what it is sent', async () => {
  const told = Promise.withResolvers<string>();
  const child = startChild(
    {
      program: process.execPath,
      args: ['-e', 'setInterval(() => {}, 1000)'],
      cwd: process.cwd(),
      env: {},
    },
    { line: () => {}, tooLong: () => {}, stderr: () => {}, pipeClosed: told.resolve },
  );
  onTestFinished(() => child.kill());
  const mebibyte = 'x'.repeat(1024 * 1024);
  for (let written = 0; written < 80; written++) child.write(mebibyte);
  expect(await told.promise).toBe('standard input');
});
