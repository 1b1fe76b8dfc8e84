/** What authors of adapters trip over, by language: standard output that is not theirs alone, or not flushed. */

interface LanguageHints {
  /** Something besides messages reached standard output. */
  readonly stdout: string;
  /** Messages were written and did not arrive. */
  readonly flush: string;
}

const general: LanguageHints = {
  stdout: 'Standard output belongs to the protocol; write everything else to standard error.',
  flush: 'Flush standard output after every message.',
};

const known: readonly [language: RegExp, hints: LanguageHints][] = [
  [
    /c#|csharp|f#|dotnet|\.net/,
    {
      stdout:
        'Console.WriteLine goes to standard output: keep Console.OpenStandardOutput() for messages and call Console.SetOut(Console.Error) first thing in Main.',
      flush: 'Write messages through a StreamWriter with AutoFlush = true (UTF-8 without a byte order mark).',
    },
  ],
  [
    /python/,
    {
      stdout:
        'print() goes to standard output: keep sys.stdout for messages and set sys.stdout = sys.stderr before importing the SDK.',
      flush: 'Call flush() after every message; a pipe is buffered in blocks.',
    },
  ],
  [
    /javascript|typescript|node/,
    {
      stdout:
        'console.log goes to standard output: use console.error, or serve the adapter with serveStdio, which redirects it.',
      flush:
        'Write messages with process.stdout.write and do not end the process before its callback has run.',
    },
  ],
  [
    /java|kotlin|scala/,
    {
      stdout:
        'System.out is standard output: keep it for messages and call System.setOut(System.err) first thing in main; point the logging framework at standard error.',
      flush: 'Call flush() on the stream after every message.',
    },
  ],
  [
    /\bgo\b|golang/,
    {
      stdout: 'fmt.Println goes to standard output: use fmt.Fprintln(os.Stderr, ...) or the log package.',
      flush: 'Call Flush() on a bufio.Writer after every message, or write to os.Stdout directly.',
    },
  ],
];

/** The hints for a manifest's `language`. */
export const languageHints = (language: string): LanguageHints =>
  known.find(([pattern]) => pattern.test(language.toLowerCase()))?.[1] ?? general;
