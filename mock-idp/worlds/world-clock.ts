/** A world's time: standing still until moved, or running with another clock, moved by what was added. */
import type { Clock } from '../clock.ts';
import type { WorldClock } from '../world.ts';

export const manualClock = (nowMs: number): WorldClock => {
  let now = nowMs;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
};

export const runningClock = (clock: Clock): WorldClock => {
  let added = 0;
  return {
    now: () => clock.now() + added,
    advance: (ms) => {
      added += ms;
    },
  };
};
