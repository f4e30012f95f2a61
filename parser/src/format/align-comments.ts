import { type Page, sourceOf, type TrailingComment, widthOf } from './page.ts';

/**
 * Puts the trailing comments of consecutive lines with the same indentation below each other. Where that would push a line over
 * the width that it kept so far, the run stays as it is.
 */
export function alignComments(page: Page): void {
  for (const run of findRuns(page.comments)) {
    const column = Math.max(...run.map((comment) => comment.column));
    if (run.every((comment) => fits(page, comment, column))) {
      for (const comment of run) pad(page, comment, column);
    }
  }
}

function* findRuns(comments: readonly TrailingComment[]): Generator<readonly TrailingComment[]> {
  let run: TrailingComment[] = [];
  for (const comment of comments) {
    const last = run.at(-1);
    if (last !== undefined && (comment.line !== last.line + 1 || comment.indent !== last.indent)) {
      yield run;
      run = [];
    }
    run.push(comment);
  }
  yield run;
}

function fits(page: Page, comment: TrailingComment, column: number): boolean {
  const width = 1 + widthOf(page.texts.get(comment.piece) ?? sourceOf(page, comment.piece), page.style);
  return (
    column + width <= page.style.maxWidth || comment.column === column || comment.column + width > page.style.maxWidth
  );
}

function pad(page: Page, comment: TrailingComment, column: number): void {
  page.gaps[comment.piece] = (page.gaps[comment.piece] ?? '') + ' '.repeat(column - comment.column);
}
