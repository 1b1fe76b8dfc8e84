/**
 * Cuts a stream of bytes into lines. It works on bytes, so a character that arrives in two chunks is whole
 * again before anyone decodes it, and it holds no more than the limit in memory.
 */

export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** The stream has ended: what is left is a line too. */
  end(): void;
}

export interface LineListener {
  /** The bytes of one line, without its `\n` or `\r\n`. */
  line(bytes: Buffer): void;
  /** A line went past the limit: `start` is as much of it as the limit allows, the rest is dropped. */
  tooLong?(start: Buffer): void;
}

const newline = 0x0a;
const carriageReturn = 0x0d;

export const lineSplitter = (maxBytes: number, listener: LineListener): LineSplitter => {
  let parts: Uint8Array[] = [];
  let held = 0;
  let dropping = false;

  const take = (part: Uint8Array) => {
    if (dropping) return;
    parts.push(part);
    held += part.length;
    if (held <= maxBytes) return;
    dropping = true;
    const start = Buffer.concat(parts).subarray(0, maxBytes);
    parts = [];
    listener.tooLong?.(start);
  };

  const finish = () => {
    const line = Buffer.concat(parts);
    const wasDropping = dropping;
    parts = [];
    held = 0;
    dropping = false;
    if (!wasDropping) listener.line(line.at(-1) === carriageReturn ? line.subarray(0, -1) : line);
  };

  return {
    push(chunk) {
      let from = 0;
      for (let to = chunk.indexOf(newline); to !== -1; to = chunk.indexOf(newline, from)) {
        take(chunk.subarray(from, to));
        finish();
        from = to + 1;
      }
      if (from < chunk.length) take(chunk.subarray(from));
    },
    end() {
      if (held > 0) finish();
    },
  };
};
