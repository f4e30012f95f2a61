import type { Diagnostic } from '@tsk/parser';
import type { Report } from './report.ts';

/** A file that was looked at, with what was found in it. */
export interface FileFindings {
  readonly file: string;
  readonly findings: readonly Diagnostic[];
}

/** Every file that was looked at, those without findings too, and any other that findings are in. */
export function findingsByFile({ files, findings }: Pick<Report, 'files' | 'findings'>): readonly FileFindings[] {
  const groups = Map.groupBy(findings, ({ file }) => file);
  const all = new Set([...files, ...groups.keys()]);
  return [...all].map((file) => ({ file, findings: groups.get(file) ?? [] }));
}
