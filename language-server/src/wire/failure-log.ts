import type { Connection } from 'vscode-languageserver';

/** Writes failures of our own to the client's log: each once, however often it happens. */
export type FailureLog = (where: string, failure: unknown) => void;

/** How much of a stack is shown: enough to find the place. */
const shownFrames = 6;

/** A log that writes to the log channel of a connection. */
export function failureLog(connection: Connection): FailureLog {
  const seen = new Set<string>();
  return (where, failure) => {
    const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
    const lines = text.split('\n', shownFrames);
    // What it is and where it was thrown: how the call came about differs from time to time.
    const name = [where, ...lines.slice(0, 2)].join('\n');
    if (seen.has(name)) return;
    seen.add(name);
    connection.console.error(`TSK9001: ${where} failed; the server goes on. ${lines.join('\n')}`);
  };
}
