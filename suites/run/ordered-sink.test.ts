import { expect, it } from 'vitest';
import { orderedSink } from './ordered-sink.ts';

it('passes records on in order, whatever the order in which they come', () => {
  const written: string[] = [];
  const sink = orderedSink<string>(3, (record) => written.push(record));
  sink.put(2, 'c');
  expect(written).toEqual([]);
  sink.put(0, 'a');
  expect(written).toEqual(['a']);
  sink.put(1, 'b');
  expect(written).toEqual(['a', 'b', 'c']);
});

it('fills the gaps when the run ends early, and loses nothing that was held back', () => {
  const written: string[] = [];
  const sink = orderedSink<string>(4, (record) => written.push(record));
  sink.put(0, 'a');
  sink.put(2, 'c');
  sink.flush((index) => `missing ${index}`);
  expect(written).toEqual(['a', 'missing 1', 'c', 'missing 3']);
});
