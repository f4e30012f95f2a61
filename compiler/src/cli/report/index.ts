import { checkstyle } from './checkstyle.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './report.ts';
import { sarif } from './sarif.ts';
import { tap } from './tap.ts';
import { text } from './text.ts';

/** Every form to report in, in the order of the help; the first is the default. */
export const reporters: readonly Reporter[] = Object.freeze([
  pretty,
  json,
  jsonl,
  text,
  sarif,
  junit,
  tap,
  github,
  gitlab,
  checkstyle,
]);

/** The reporter of a name. */
export function findReporter(name: string): Reporter | undefined {
  return reporters.find((reporter) => reporter.name === name);
}
