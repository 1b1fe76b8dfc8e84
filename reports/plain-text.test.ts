import { describe, expect, it } from 'vitest';
import { counted, durationText, jsonText, listed, oneLine, shorten, visible } from './plain-text.ts';

describe('plain text', () => {
  it('writes out what would act, and keeps what shows', () => {
    expect(visible('a\u001b[2J\u0000b')).toBe('a\\u001b[2J\\u0000b');
    expect(visible('\u202etxt.exe')).toBe('\\u202etxt.exe');
    expect(visible('\ud800x\uffff')).toBe('\\ud800x\\uffff');
    expect(visible('é 漢字 שלום 👍\tb\r\nc')).toBe('é 漢字 שלום 👍\tb\nc');
    expect(oneLine(' a\n\n b\r\nc ')).toBe('a b c');
  });

  it('shortens without cutting a character in half', () => {
    expect(shorten('abcdef', 4)).toBe('abc…');
    expect(shorten('abc', 3)).toBe('abc');
    expect(shorten('ab👍cd', 4)).toBe('ab…');
  });

  it('speaks of numbers as people do', () => {
    expect([counted(1, 'case'), counted(2, 'case'), counted(2, 'pass', 'passes')]).toEqual([
      '1 case',
      '2 cases',
      '2 passes',
    ]);
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
    expect([420.4, 3_400, 59_990, 125_000].map(durationText)).toEqual([
      '420 ms',
      '3.4 s',
      '60.0 s',
      '2 min 5 s',
    ]);
  });

  it('keeps short JSON on a line', () => {
    expect(jsonText({ a: 1 })).toBe('{"a":1}');
    expect(jsonText(['x'.repeat(70)])).toContain('\n  ');
  });
});
