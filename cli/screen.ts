/** What this terminal can show. https://no-color.org */
export const screen = {
  tty: process.stdout.isTTY,
  color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
  columns: process.stdout.columns ?? 100,
};

/** Draws over the line before on a terminal; elsewhere every line stays. */
export const drawLine = (line: string): void => {
  process.stdout.write(screen.tty ? `\r\u001b[2K${line}` : `${line}\n`);
};

export const clearLine = (): void => {
  if (screen.tty) process.stdout.write('\r\u001b[2K');
};
