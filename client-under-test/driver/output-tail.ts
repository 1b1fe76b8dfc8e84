/** The last lines of a free log, bounded in number and in length. */
import { lineSplitter } from '../protocol/line-splitter.ts';

const maxLines = 200;
const maxLineLength = 2048;

export interface OutputTail {
  readonly lines: readonly string[];
  push(line: string): void;
}

export const outputTail = (): OutputTail => {
  const lines: string[] = [];
  return {
    lines,
    push(line) {
      lines.push(line);
      if (lines.length > maxLines) lines.shift();
    },
  };
};

/** Takes the bytes of a log and gives its lines, long ones cut. */
export const logLines = (push: (line: string) => void) =>
  lineSplitter(maxLineLength, {
    line: (bytes) => push(bytes.toString('utf8')),
    tooLong: (start) => push(`${start.toString('utf8')} ... (line cut)`),
  });
