import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineSplitter } from './line-splitter.ts';

const split = (chunks: readonly Uint8Array[], maxBytes = 1000) => {
  const seen: string[] = [];
  const splitter = lineSplitter(maxBytes, {
    line: (bytes) => seen.push(bytes.toString('utf8')),
    tooLong: (start) => seen.push(`too long: ${start.toString('utf8')}`),
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return seen;
};

it('gives the same lines however the bytes are cut into chunks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''))),
      fc.array(fc.nat(40)),
      (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const chunks: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) chunks.push(bytes.subarray(from, (from += cut)));
        chunks.push(bytes.subarray(from));
        expect(split(chunks)).toEqual(lines);
      },
    ),
  );
});

it('takes \\r\\n for the end of a line, and leaves a \\r inside it alone', () => {
  expect(split([Buffer.from('a\r\nb\rc\n')])).toEqual(['a', 'b\rc']);
});

it('takes what is left at the end of the stream for a line', () => {
  expect(split([Buffer.from('a\nb')])).toEqual(['a', 'b']);
  expect(split([Buffer.from('a\n')])).toEqual(['a']);
});

it('reports a line over the limit once, drops the rest of it and reads on', () => {
  const chunks = ['12345', '678', '90\nok\n'].map((text) => Buffer.from(text));
  expect(split(chunks, 6)).toEqual(['too long: 123456', 'ok']);
});
