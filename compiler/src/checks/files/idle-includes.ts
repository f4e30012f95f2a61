import { type Diagnostic, type DiagnosticKind, type Document, report } from '@tsk/parser';
import { resolvePath } from '../../paths.ts';
import type { Check, CheckContext } from '../common/check.ts';
import { listReferences } from './references.ts';
import { removeLines } from './remove-lines.ts';

const unused: DiagnosticKind<[path: string]> = {
  code: 'TSK5182',
  mnemonic: 'H_UNUSED_INCLUDE',
  severity: 'hint',
  title: 'Included file that adds nothing',
  tags: ['unused'],
  message: (path) => `'${path}' has no keys, and none of its variables is used here; remove the line.`,
};

const twice: DiagnosticKind<[path: string]> = {
  code: 'TSK5183',
  mnemonic: 'H_INCLUDED_TWICE',
  severity: 'hint',
  title: 'File that is included twice',
  tags: ['unused'],
  message: (path) => `'${path}' is included here already; remove one of the lines.`,
};

/** Includes that could go without any difference. */
export const idleIncludes: Check = {
  kinds: [unused, twice],
  *find({ documents }: CheckContext): Generator<Diagnostic> {
    for (const document of documents.values()) if (document.includes.length > 0) yield* findIn(document, documents);
  },
};

function* findIn(document: Document, documents: CheckContext['documents']): Generator<Diagnostic> {
  const seen = new Map<string, Document['includes'][number]>();
  for (const include of document.includes) {
    const { file, path, pathSpan, section, span } = include;
    const target = resolvePath(file, path);
    const key = JSON.stringify([target, section]);
    const other = seen.get(key);
    const fix = removeLines(document.tree.text, span, `Remove the line`);
    if (other !== undefined) {
      const related = [{ file, span: other.pathSpan, message: 'the other line' }];
      yield report(twice, { file, span: pathSpan }, [path], { related, fix });
      continue;
    }
    seen.set(key, include);
    const included = documents.get(target);
    if (included === undefined || included.root.members.size > 0 || included.includes.length > 0) continue;
    // What it lends may be used here, or further on by whoever includes this file.
    const users = [...documents.values()].filter((user) => user !== included);
    const isUsed = users.some((user) => {
      const names = listReferences(user);
      return included.variables.some(({ name }) => names.has(name));
    });
    if (!isUsed) yield report(unused, { file, span: pathSpan }, [path], { fix });
  }
}
