import type { Diagnostic, Severity } from '@tsk/parser';
import type { Texts } from './describe.ts';
import type { Paint } from './paint.ts';
import type { Counts } from './summary.ts';

/** What a run of `check` has to say. */
export interface Report {
  /** What is to be shown, configuration by configuration in the order of the text. */
  readonly findings: readonly Diagnostic[];
  /** All that was found by severity, and what of it is not shown. */
  readonly counts: Counts;
  readonly hidden: number;
  /** Every file that was looked at, in order. */
  readonly files: readonly string[];
  readonly configurations: number;
  /** The texts of the files that findings or their related places are in. */
  readonly texts: Texts;
  /** Whether a finding of this severity makes the command fail. */
  readonly isFailure: (severity: Severity) => boolean;
  readonly exitCode: number;
  /** Whether to leave out the line about all findings. */
  readonly isQuiet: boolean;
  /** What relative paths start from. */
  readonly cwd: string;
  /** The pages about codes as Markdown, where the reporter wants them. */
  readonly pages: Readonly<Record<string, string>>;
  /** The address of the folder with the pages about the codes, where there is one. */
  readonly docsUrl: string | undefined;
}

/** A form to report in. */
export interface Reporter {
  readonly name: string;
  /** What it is for, in a few words, for the help. */
  readonly summary: string;
  /** Whether its reports hold the pages about the codes, which take time to load. */
  readonly wantsPages?: true;
  readonly render: (report: Report, paint: Paint) => string;
}
