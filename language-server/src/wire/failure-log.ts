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
    const short = text.split('\n', shownFrames).join('\n');
    if (seen.has(`${where}\n${short}`)) return;
    seen.add(`${where}\n${short}`);
    connection.console.error(`TSK9001: ${where} failed; the server goes on. ${short}`);
  };
}
