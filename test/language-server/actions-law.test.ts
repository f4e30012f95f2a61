import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, parseDocument } from '@tsk/parser';
import { describe, expect, it } from 'vitest';
import type { ActionSource, Change } from '../../language-server/src/actions/document/action.ts';
import { refactorings } from '../../language-server/src/actions/index.ts';
import { keepsMeaning } from '../../language-server/src/actions/keeps-meaning.ts';
import { settleChange } from '../../language-server/src/actions/settle-change.ts';
import { LiveWorkspace } from '../../language-server/src/workspace/live-workspace.ts';
import { memoryFiles } from './memory-files.ts';

const root = join(import.meta.dirname, '../..');
const folder = 'file:///project';

/** Documents in all the ways in which the language is written. */
const documents: readonly (readonly [name: string, text: string])[] = [
  ...readFolder('examples/founding'),
  ...readFolder('examples/web-service'),
  ...readFolder('test/language-server/fixtures/actions'),
  ...['blocks', 'comments', 'continuation', 'json-root', 'verbatim-texts'].flatMap((name) =>
    readFolder(`test/fixtures/format/${name}`).filter(([file]) => file.endsWith('input.tsk')),
  ),
];

function readFolder(path: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(join(root, path))
    .filter((name) => name.endsWith('.tsk'))
    .map((name) => [`${path}/${name}`, readFileSync(join(root, path, name), 'utf8')]);
}

async function openAlone(text: string, others: Readonly<Record<string, string>> = {}): Promise<LiveWorkspace> {
  const texts = new Map(Object.entries({ 'a.tsk': text, ...others }).map(([name, one]) => [`${folder}/${name}`, one]));
  const workspace = new LiveWorkspace(memoryFiles(texts), 'utf-16', () => 0);
  await workspace.setFolders([{ uri: folder, name: 'project' }]);
  workspace.open(`${folder}/a.tsk`, 1, text);
  return workspace;
}

interface Done {
  readonly id: string;
  readonly title: string;
  readonly offset: number;
  readonly change: Change;
}

/** Every different change that is offered anywhere in a document. */
function* everyChange(workspace: LiveWorkspace): Generator<Done & { readonly source: ActionSource }> {
  const document = workspace.findDocument(`${folder}/a.tsk`);
  if (document === undefined) throw new Error('the document is not there');
  const configuration = workspace.configurationOf(document);
  const seen = new Set<string>();
  for (let offset = 0; offset <= document.text.length; offset++) {
    const range = { start: offset, end: offset };
    const source: ActionSource = { workspace, document, range, configuration: () => configuration };
    for (const { id, find } of refactorings) {
      for (const { title, disabled, change: make } of find(source)) {
        if (disabled !== undefined) continue;
        const key = `${id} ${title} ${JSON.stringify(make().edits)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield { id, title, offset, change: settleChange(source, make(), undefined), source };
      }
    }
  }
}

const keeps = new Map(refactorings.map((one) => [one.id, one.keeps]));
const offered = new Set<string>();

describe('every refactoring, at every place', () => {
  it.each(documents)('keeps what %s says', async (_name, text) => {
    const wrong: string[] = [];
    const errorsBefore = errorsOf(text);
    for (const { id, title, offset, change, source } of everyChange(
      await openAlone(text, { 'base.tsk': 'region = "eu"\n\n[debug]\nlog_level = "info"\n' }),
    )) {
      offered.add(id);
      const after = applyEdits(text, change.edits);
      const isKept = keepsMeaning(source, change, keeps.get(id) ?? 'nothing');
      if (isKept && errorsOf(after) <= errorsBefore) continue;
      wrong.push(`${id} at ${offset}: ${title}\n${after}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is offered somewhere', () => {
    expect(refactorings.map(({ id }) => id).filter((id) => !offered.has(id))).toEqual([]);
  });
});

function errorsOf(text: string): number {
  return parseDocument(text, { file: 'a.tsk' }).diagnostics.filter(({ severity }) => severity === 'error').length;
}
