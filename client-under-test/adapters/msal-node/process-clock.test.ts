import { afterEach, describe, expect, test } from 'vitest';
import { setProcessClock } from './process-clock.ts';

const instant = Date.UTC(2031, 4, 6, 7, 8, 9, 250);

describe('the clock of the process', () => {
  afterEach(() => setProcessClock(undefined));

  test('stands still where it was set, for Date.now and for new Date', () => {
    setProcessClock(instant);
    const later = performance.now() + 2;
    while (performance.now() < later);
    expect(Date.now()).toBe(instant);
    expect(new Date().getTime()).toBe(instant);
  });

  test('follows the system again when it is let go', () => {
    setProcessClock(instant);
    setProcessClock(undefined);
    const systemTime = performance.timeOrigin + performance.now();
    expect(Math.abs(Date.now() - systemTime)).toBeLessThan(60_000);
  });

  test('leaves dates that were given alone', () => {
    setProcessClock(instant);
    expect(new Date(5).getTime()).toBe(5);
    expect(new Date('2001-02-03T00:00:00Z').toISOString()).toBe('2001-02-03T00:00:00.000Z');
    expect(new Date(2001, 1, 3).getMonth()).toBe(1);
    expect(Date.UTC(1970, 0, 1)).toBe(0);
  });

  test('knows its own dates and those made elsewhere in Node', () => {
    expect(new Date()).toBeInstanceOf(Date);
    expect(structuredClone(new Date(7)) instanceof Date).toBe(true);
    expect({} instanceof Date).toBe(false);
  });
});
