import type { Log } from '../../../runtime/src/monitor/log.ts';

/** A log that keeps its lines, as `level instance: message`. */
export function recordingLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const make = (prefix: string): Log => {
    const write = (level: string) => (message: string) => void lines.push(`${level}${prefix}: ${message}`);
    return {
      trace: write('trace'),
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => make(`${prefix} ${Object.values(fields).join(' ')}`),
    };
  };
  return { log: make(''), lines };
}
