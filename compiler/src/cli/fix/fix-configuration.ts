import type { Diagnostic } from '@tsk/parser';
import { findNearest } from '@tsk/schemas';
import { analyze } from '../../analyze.ts';
import { decodeProjectSettings } from '../../settings/decode-settings.ts';
import { findRules, ruleNames } from '../../settings/known-rules.ts';
import { replaceFile } from '../format/replace-file.ts';
import { renderDiff } from '../format/unified-diff.ts';
import { CliFailure } from '../io/cli-failure.ts';
import { stdinArgument } from '../io/collect-files.ts';
import type { LoadedAnalysis } from '../io/load.ts';
import type { ReadSettings } from '../io/settings-finder.ts';
import type { Shell } from '../io/shell.ts';
import { type FixRequest, fixAll } from './fix-all.ts';
import { lineEdits } from './line-edits.ts';

/** What `check` is asked to do about the fixes that findings have. */
export interface FixOptions {
  readonly fix?: true;
  readonly fixDryRun?: true;
  readonly fixOnly?: readonly string[];
}

/** Makes the fixes of one configuration after another. */
export interface Fixer {
  /**
   * Makes the fixes of a configuration, in the files or as a diff on standard output.
   * Returns what is left, and the texts as they are then.
   */
  readonly run: (loaded: LoadedAnalysis) => Promise<FixedConfiguration>;
  /** As `run`, for a `tsk.json`. */
  readonly runSettings: (read: ReadSettings) => Promise<FixedConfiguration>;
  /** Whether a file was written. */
  readonly hasWritten: () => boolean;
  /** One line about what was done. */
  readonly summarize: () => string;
}

/** A configuration once its fixes are made. */
interface FixedConfiguration {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Makes the fixer that the options ask for; undefined where they ask for none. */
export function makeFixer(shell: Shell, names: readonly string[], options: FixOptions): Fixer | undefined {
  const { fix, fixDryRun, fixOnly } = options;
  if (fix === undefined && fixDryRun === undefined) {
    if (fixOnly === undefined) return undefined;
    throw new CliFailure('--fix-only says which fixes to make; add --fix, or --fix-dry-run to see them.');
  }
  const isDry = fixDryRun === true;
  if (!isDry && names.includes(stdinArgument)) {
    throw new CliFailure('--fix cannot change standard input; use --fix-dry-run, which prints the changes.');
  }
  const wanted = fixOnly === undefined ? undefined : codesOf(fixOnly);
  /** Files that several configurations include are changed by the first, and read so by the others. */
  const changed = new Map<string, string>();
  let [fixes, refusals] = [0, 0];

  const fixTexts = async (request: Omit<FixRequest, 'wants'>): Promise<FixedConfiguration> => {
    const wants = ({ code }: Diagnostic): boolean => wanted === undefined || wanted.has(code);
    const { texts, fixed, left, refused } = fixAll({ ...request, wants });
    fixes += fixed.length;
    refusals += refused.length;
    for (const one of refused) {
      shell.err.write(`not fixed: ${one.file}: ${one.code}: '${one.fix?.title}' would bring an error.\n`);
    }
    for (const [file, text] of texts) {
      const old = request.texts.get(file) ?? '';
      if (text === old) continue;
      changed.set(file, text);
      if (isDry) shell.out.write(renderDiff(file, old, lineEdits(old, text)));
      else await replaceFile(shell, file, text);
    }
    if (!isDry) for (const one of fixed) shell.err.write(describeFixed(one));
    return { diagnostics: left, texts };
  };
  const run: Fixer['run'] = ({ analysis, files, texts: loaded, options: settled }) => {
    const texts = new Map([...loaded].map(([file, text]) => [file, changed.get(file) ?? text]));
    const findIn = (now: ReadonlyMap<string, string>): readonly Diagnostic[] =>
      analyze({ files: now, env: shell.env, nowMs: shell.nowMs() }, files, settled).diagnostics;
    const isStale = [...loaded.keys()].some((file) => changed.has(file));
    return fixTexts({ texts, findings: isStale ? findIn(texts) : analysis.diagnostics, findIn });
  };
  const runSettings: Fixer['runSettings'] = ({ text, diagnostics, settings: { file } }) => {
    const findIn = (now: ReadonlyMap<string, string>): readonly Diagnostic[] =>
      decodeProjectSettings(now.get(file) ?? '', file).diagnostics;
    return fixTexts({ texts: new Map([[file, text]]), findings: diagnostics, findIn });
  };
  const summarize = (): string => {
    const words = `${fixes} ${fixes === 1 ? 'fix' : 'fixes'} in ${changed.size === 1 ? '1 file' : `${changed.size} files`}`;
    const rest = refusals === 0 ? '' : `; ${refusals} not made`;
    return isDry ? `${words} can be made${rest}` : `${words} made${rest}`;
  };
  return { run, runSettings, summarize, hasWritten: () => !isDry && changed.size > 0 };
}

/** The line is left out: several rounds of fixes may have moved it. */
function describeFixed({ file, code, fix }: Diagnostic): string {
  return `fixed ${file}: ${code}: ${fix?.title ?? ''}\n`;
}

/** The codes that names of rules stand for. */
function codesOf(names: readonly string[]): ReadonlySet<string> {
  const codes = names.flatMap((name) => {
    const found = findRules(name).map(({ code }) => code);
    if (found.length > 0) return found;
    const nearest = findNearest(name, ruleNames());
    const help = nearest === undefined ? 'tsk-compile explain --list lists all.' : `Did you mean '${nearest}'?`;
    throw new CliFailure(`--fix-only: there is no finding '${name}'. ${help}`);
  });
  return new Set(codes);
}
