/** Ctrl-C: the first ends the work in order, so that what there is can be kept; the second ends the process. */

export interface Interruptible {
  readonly signal: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

export const interruptible = (): Interruptible => {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
};
