/**
 * The line a run shows while it goes. On a terminal it is drawn over itself; in a log, where every line stays,
 * only what a reader would want to find there: each case that is red, and every tenth part of the way.
 */
import type { CaseRecord } from './run-record.ts';
import { counted } from './plain-text.ts';
import { fitted, painter, toneStyle, type TerminalOptions } from './terminal-text.ts';
import { faces, isRed } from './verdicts.ts';

export interface Progress {
  readonly planned: number;
  /** Cases recorded so far, `last` included. */
  readonly done: number;
  /** How many of them are red. */
  readonly red: number;
  readonly last: CaseRecord;
}

export interface ProgressOptions extends TerminalOptions {
  readonly tty: boolean;
  readonly strict?: boolean;
}

const tenths = (done: number, planned: number) => Math.floor((done * 10) / Math.max(1, planned));

/** The line, without line feed or carriage return; undefined when a log needs none after this case. */
export const progressLine = (progress: Progress, options: ProgressOptions): string | undefined => {
  const { planned, done, red, last } = progress;
  const { columns, strict = false } = options;
  const paint = painter(options.color);
  const width = String(planned).length;
  const position = `[${String(done).padStart(width)}/${planned}]`;
  const problems = red > 0 ? `${red} red` : '';
  if (options.tty) {
    // One column stays free: a line of the full width would wrap.
    const room = columns - position.length - (problems ? problems.length + 1 : 0) - 2;
    return [position, ...(problems ? [paint('red', problems)] : []), fitted(last.id, Math.max(0, room))].join(
      ' ',
    );
  }
  if (isRed(last, strict)) {
    const { label, tone } = faces[last.verdict];
    return `${position} ${paint(toneStyle[tone], label)} ${fitted(last.id, 500)}`;
  }
  if (tenths(done, planned) === tenths(done - 1, planned)) return undefined;
  return `${position} ${red === 0 ? 'all green' : counted(red, 'red case')}`;
};
