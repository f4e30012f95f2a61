import { type Diagnostic, type DiagnosticKind, type Document, report } from '@tsk/parser';
import type { Check, CheckContext } from '../common/check.ts';
import { listIncluded } from './included.ts';
import { listReferences } from './references.ts';
import { removeLines } from './remove-lines.ts';

const unused: DiagnosticKind<[name: string]> = {
  code: 'TSK5180',
  mnemonic: 'H_UNUSED_VARIABLE',
  severity: 'hint',
  title: 'Variable that nobody uses',
  tags: ['unused'],
  message: (name) => `Nothing uses \`$${name}\`; remove it, or use it.`,
};

const shadowed: DiagnosticKind<[name: string]> = {
  code: 'TSK5181',
  mnemonic: 'H_SHADOWED_VARIABLE',
  severity: 'hint',
  title: 'Variable that hides another one',
  message: (name) =>
    `In this table \`$${name}\` hides the variable of the same name further out; give one of them another name.`,
};

/** Variables that are of no use to anybody, and variables that are easily taken for others. */
export const unusedVariables: Check = {
  kinds: [unused, shadowed],
  *find({ documents }: CheckContext): Generator<Diagnostic> {
    const declaring = [...documents.values()].filter(({ variables }) => variables.length > 0);
    if (declaring.length === 0) return;
    const included = listIncluded(documents);
    const everywhere = new Set<string>();
    const own = new Map([...documents.values()].map((document) => [document, listReferences(document)]));
    for (const names of own.values()) for (const name of names) everywhere.add(name);
    for (const document of declaring) {
      // A file that others include, or that holds variables alone, lends them; to whom, only all its users could say.
      const lends = included.has(document.file) || document.root.members.size === 0;
      for (const { name, nameSpan, section, file, span } of document.variables) {
        const isLocal = section.length > 0;
        const names = isLocal ? own.get(document) : everywhere;
        if ((lends && !isLocal) || names?.has(name) === true) continue;
        const fix = removeLines(document.tree.text, span, `Remove $${name}`);
        yield report(unused, { file, span: nameSpan }, [name], { fix });
      }
      yield* findShadowed(document);
    }
  },
};

function* findShadowed({ variables }: Document): Generator<Diagnostic> {
  for (const [index, { name, nameSpan, section, file }] of variables.entries()) {
    const outer = variables
      .slice(0, index)
      .findLast((other) => other.name === name && isAround(other.section, section));
    if (outer === undefined) continue;
    const related = [{ file, span: outer.nameSpan, message: 'the variable that it hides' }];
    yield report(shadowed, { file, span: nameSpan }, [name], { related });
  }
}

function isAround(outer: readonly string[], inner: readonly string[]): boolean {
  return outer.length < inner.length && outer.every((key, index) => key === inner[index]);
}
