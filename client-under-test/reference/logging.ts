/**
 * Log lines. Nothing that identifies a person and no secret or token is ever put into one, so every line is
 * handed over with `containsPii` false; callers name things by kind, host and code instead.
 */

export type LogLevel = 'error' | 'warning' | 'info' | 'verbose';

export type LogCallback = (level: LogLevel, message: string, containsPii: boolean) => void;

/** Every line of an operation begins with its correlation id. */
export type Logger = (level: LogLevel, message: string) => void;

export function operationLogger(callback: LogCallback | undefined, correlationId: string): Logger {
  return (level, message) => callback?.(level, `[${correlationId}] ${message}`, false);
}
