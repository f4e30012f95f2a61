import { resolvePath } from '@tsk/compiler';
import { type TextEdit, WillRenameFilesRequest, type WorkspaceEdit } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { relativePath } from '../names/relative-path.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** A file or folder that moves, by paths. */
interface Move {
  readonly from: string;
  readonly to: string;
}

/** Keeps includes right when files or folders are renamed or moved: those that lead to them, and those in them. */
export const willRenameFiles: Feature = {
  name: 'will-rename-files',
  capabilities: () => ({
    workspace: {
      fileOperations: {
        willRename: {
          filters: [
            { scheme: 'file', pattern: { glob: '**/*.tsk', matches: 'file' } },
            { scheme: 'file', pattern: { glob: '**', matches: 'folder' } },
          ],
        },
      },
    },
  }),
  requests: [
    answer(WillRenameFilesRequest.type, null, ({ files }, { workspace }): WorkspaceEdit | null => {
      const moves = files.flatMap(({ oldUri, newUri }): readonly Move[] => {
        const [from, to] = [workspace.pathOf(oldUri), workspace.pathOf(newUri)];
        return from === undefined || to === undefined ? [] : [{ from: trim(from), to: trim(to) }];
      });
      const changes: Record<string, TextEdit[]> = {};
      for (const document of workspace.documents()) {
        const edits = editIncludes(document, moves);
        if (edits.length > 0) changes[document.uri] = edits;
      }
      return Object.keys(changes).length === 0 ? null : { changes };
    }),
  ],
};

function trim(path: string): string {
  return path.replace(/\/$/, '');
}

function editIncludes(document: SourceDocument, moves: readonly Move[]): TextEdit[] {
  const file = moved(document.path, moves);
  return document.document.includes.flatMap(({ path, pathSpan }) => {
    const target = resolvePath(document.path, path);
    const newTarget = moved(target, moves);
    if (file === document.path && newTarget === target) return [];
    const quote = document.text.charAt(pathSpan.start);
    const prefix = path.startsWith('./') ? './' : '';
    const newPath = relativePath(file, newTarget);
    const written = prefix !== '' && !newPath.startsWith('../') ? prefix + newPath : newPath;
    if (written === path) return [];
    return [{ range: document.rangeOf(pathSpan), newText: `${quote}${written}${quote}` }];
  });
}

/** Where a path is after the moves, of which the one of the nearest folder counts. */
function moved(path: string, moves: readonly Move[]): string {
  const around = moves
    .filter(({ from }) => path === from || path.startsWith(`${from}/`))
    .toSorted((a, b) => b.from.length - a.from.length)[0];
  return around === undefined ? path : around.to + path.slice(around.from.length);
}
