import { type Stats, unwatchFile, watchFile } from 'node:fs';

/** How often files are looked at. Asking for their times works on every file system, and across a rename, where notices do not. */
const INTERVAL_MS = 1_000;

/** How long files must be still before they count as changed: a certificate and its key are not written in one moment. */
const SETTLE_MS = 300;

/** Calls back when one of some files has changed; gives how to stop that. A file that goes away is waited for. */
export function watchFiles(paths: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const listener = (now: Stats, before: Stats): void => {
    if (now.mtimeMs === 0 || (now.mtimeMs === before.mtimeMs && now.ino === before.ino)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
    timer.unref();
  };
  for (const path of paths) watchFile(path, { interval: INTERVAL_MS, persistent: false }, listener);
  return () => {
    clearTimeout(timer);
    for (const path of paths) unwatchFile(path, listener);
  };
}
