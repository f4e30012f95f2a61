import * as vscode from 'vscode';
import type { RequestTexts } from './build-request.ts';
import { readLastCommit } from './last-commit.ts';
import type { ChosenFile, ViewState } from './view-state.ts';

/** Texts for a request, and what could not be had, as a whole sentence. */
export interface ChosenTexts extends RequestTexts {
  readonly problem: string | undefined;
}

/** Reads what a state refers to: the trace, and the last commit. The trace is read once, until another is chosen. */
export class ChosenTextReader {
  readonly #traces = new Map<string, string>();
  #commit: { readonly uri: string; readonly texts: Awaited<ReturnType<typeof readLastCommit>> } | undefined;

  async read(state: ViewState): Promise<ChosenTexts> {
    const file = state.view === 'cache' ? state.cache.trace : state.view === 'scaling' ? state.trace : null;
    const trace = file === null ? undefined : await this.#readTrace(file);
    const commit = state.view === 'scaling' && state.comparesCommit ? await this.#readCommit(state.uri) : undefined;
    const noTrace = file !== null && trace === undefined ? `'${file.name}' cannot be read.` : undefined;
    return {
      trace,
      commit: commit?.ok === true ? { name: `commit ${commit.commit.slice(0, 7)}`, files: commit.files } : undefined,
      problem: noTrace ?? (commit?.ok === false ? commit.message : undefined),
    };
  }

  /** Forgets what may have changed on disk. */
  forget(): void {
    this.#traces.clear();
    this.#commit = undefined;
  }

  async #readTrace({ uri }: ChosenFile): Promise<string | undefined> {
    const known = this.#traces.get(uri);
    if (known !== undefined) return known;
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)));
      this.#traces.set(uri, text);
      return text;
    } catch {
      return undefined;
    }
  }

  async #readCommit(uri: string): ReturnType<typeof readLastCommit> {
    if (this.#commit?.uri !== uri) this.#commit = { uri, texts: await readLastCommit(vscode.Uri.parse(uri, true)) };
    return this.#commit.texts;
  }
}
