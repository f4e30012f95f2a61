import { closeSync, openSync } from 'node:fs';
import type { DebugPlan } from '@tsk/schemas/plan';
import { pino } from 'pino';
import { formatHumanLine } from './human-lines.ts';
import type { LineSink } from './line-sink.ts';
import type { Log, LogFields, LogLevel } from './log.ts';

/** Where the log goes and how much of it. */
export interface LogOptions {
  readonly debug: DebugPlan;
  /** Overrides the plan's level, as `--log-level` does. */
  readonly level?: LogLevel | undefined;
  readonly console: LineSink;
  /** Where the file name was written (`debug.tsk:7:8`), for the warning when it cannot be opened. */
  readonly fileOrigin?: string | undefined;
  /** Whether lines for people may be coloured. */
  readonly colour?: boolean | undefined;
  /** For development: lines for people on every console, and a file that cannot be opened is not worth a warning. */
  readonly dev?: boolean | undefined;
}

/** A log and its end. */
export interface OpenLog {
  readonly log: Log;
  /** Closes the file, if there is one. */
  close(): void;
}

/**
 * Opens the log of a plan: short lines for people where the console is a terminal, JSON lines where it is not, and JSON lines
 * appended to the plan's file. A file that cannot be opened costs one warning and nothing else.
 */
export function openLog({ debug, level, console, fileOrigin, colour = false, dev = false }: LogOptions): OpenLog {
  const file = debug.enabled && debug.file !== null ? openFile(debug.file) : null;
  const toConsole = !debug.enabled || debug.console;
  const least = level ?? (debug.enabled ? debug.logLevel : 'info');
  const human = console.isTTY === true || dev;
  const streams = [
    ...(toConsole ? [{ level: least, stream: human ? humanStream(console, colour) : console }] : []),
    ...(typeof file === 'number' ? [{ level: least, stream: pino.destination({ fd: file, sync: true }) }] : []),
  ];
  const log = wrapPino(
    pino(
      {
        level: least,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        serializers: { error: pino.stdSerializers.err },
      },
      pino.multistream(streams),
    ),
  );
  if (file instanceof Error) {
    const place = fileOrigin === undefined ? '' : `${fileOrigin}: `;
    const warning = `${place}The log file ${debug.file} cannot be written (${file.message}); the log goes on without it.`;
    log[dev ? 'debug' : 'warn'](warning);
  }
  return { log, close: () => typeof file === 'number' && closeSync(file) };
}

function openFile(path: string): number | Error {
  try {
    return openSync(path, 'a');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function humanStream(sink: LineSink, colour: boolean): { write(line: string): void } {
  return { write: (line) => void sink.write(formatHumanLine(line, colour)) };
}

/** pino takes fields first and the message second; this project says it the other way round, as sentences go. */
function wrapPino(logger: pino.Logger): Log {
  const writer =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      logger[level](fields, message);
  return {
    trace: writer('trace'),
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    child: (fields) => wrapPino(logger.child(fields)),
  };
}
