/**
 * The clock of this process, in the harness's hand: importing this module replaces `Date`, so that the SDK and
 * its dependencies see a time that stands still where it was set. Import it before anything that tells the time.
 *
 * Timers stay real, and so do TLS and `performance.now()`: an SDK that waits five seconds waits five seconds.
 */
const SystemDate = globalThis.Date;

/** Unix milliseconds at which `Date` stands; undefined while it follows the system. */
let standsAt: number | undefined;

class ProcessDate extends SystemDate {
  constructor(...given: unknown[]) {
    const standing = given.length === 0 && standsAt !== undefined;
    super(...((standing ? [standsAt] : given) as [number]));
  }

  static override now(): number {
    return standsAt ?? SystemDate.now();
  }

  /** Dates made inside Node, by its own `Date`, are dates here too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof SystemDate;
  }
}

globalThis.Date = ProcessDate as DateConstructor;

/** Makes `Date` stand at these Unix milliseconds, or, without them, follow the system's clock again. */
export const setProcessClock = (nowMs: number | undefined): void => {
  standsAt = nowMs;
};
