/** Named values that go with a log line; written as JSON members, or as `name=value` on a terminal. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The levels, least urgent first. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/**
 * Where the runtime writes what happens. Parts are given one and never make their own;
 * a message is one plain sentence, and what a machine should read goes into the fields.
 */
export interface Log {
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log that adds these fields to each of its lines. */
  child(fields: LogFields): Log;
}
