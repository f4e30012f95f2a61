import type { Diagnostic } from '@tsk/parser';
import type { Report } from './report.ts';
import { countFindings } from './summary.ts';

/** What one configuration adds to a report. */
interface GatheredPart {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: Iterable<string>;
  readonly texts: ReadonlyMap<string, string>;
}

/** How much of what was found is shown. */
interface GatherOptions {
  readonly errorsOnly: boolean;
  readonly maxFindings: number | undefined;
}

/** What was gathered from all configurations. */
type Gathered = Pick<Report, 'findings' | 'counts' | 'hidden' | 'files' | 'configurations' | 'texts'> & {
  /** All findings, those that are not shown too. */
  readonly all: readonly Diagnostic[];
};

/** Gathers what configurations have to say, one after another, and keeps of their texts only those that findings are in. */
export interface Gatherer {
  readonly add: (part: GatheredPart) => void;
  /** As `add`, for a file that belongs to no configuration. */
  readonly addSettings: (part: GatheredPart) => void;
  readonly finish: (options: GatherOptions) => Gathered;
}

/** Makes an empty gatherer. A finding in a file that several configurations include is taken once. */
export function makeGatherer(): Gatherer {
  const findings = new Map<string, Diagnostic>();
  const files = new Set<string>();
  const texts = new Map<string, string>();
  let configurations = 0;
  const addPart = (part: GatheredPart): void => {
    for (const file of part.files) files.add(file);
    for (const finding of part.diagnostics) {
      const { code, file, span, message } = finding;
      findings.set(`${file}\n${span.start}-${span.end}\n${code}\n${message}`, finding);
      for (const place of [finding, ...(finding.related ?? [])]) {
        const text = part.texts.get(place.file);
        if (text !== undefined) texts.set(place.file, text);
      }
    }
  };
  return {
    add(part) {
      configurations++;
      addPart(part);
    },
    addSettings: addPart,
    finish({ errorsOnly, maxFindings }) {
      const all = [...findings.values()];
      const wanted = errorsOnly ? all.filter(({ severity }) => severity === 'error') : all;
      const shown = wanted.slice(0, maxFindings);
      const hidden = all.length - shown.length;
      return { all, findings: shown, hidden, counts: countFindings(all), files: [...files], configurations, texts };
    },
  };
}
