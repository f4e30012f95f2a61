import type { Span, TextEdit } from '@tsk/parser';
import type { CodeActionKind } from 'vscode-languageserver';
import type { SourceDocument } from '../../workspace/source-document.ts';
import type { Configuration, Workspace } from '../../workspace/workspace.ts';

/** What is asked about: a place in a document. */
export interface ActionSource {
  readonly workspace: Workspace;
  readonly document: SourceDocument;
  /** What is selected; empty where there is only a cursor. */
  readonly range: Span;
  /** The configuration that the document is part of; asking for it may load and evaluate files. */
  readonly configuration: () => Configuration;
}

/** What an action changes. */
export interface Change {
  /** The edits of the document itself, in any order; they do not overlap. */
  readonly edits: readonly TextEdit[];
  /** A file that is made, with its text. */
  readonly created?: { readonly path: string; readonly text: string };
  /** Set where the new text only says the right thing and its blanks and indentation are still to be put right. */
  readonly isRough?: boolean;
}

/** One thing that can be done at a place. What it changes is worked out when it is chosen. */
export interface Offer {
  /** What it does, as a menu shows it. Offers of one kind have different titles at one place. */
  readonly title: string;
  readonly isPreferred?: boolean;
  /** Why it cannot be done here; a client that can shows it greyed out. */
  readonly disabled?: string;
  readonly change: () => Change;
}

/**
 * What stays the same when an action is done: the `values` of the configuration; its `config`, where another spelling means
 * the same; or `nothing`, where the change is the point. It is checked before an edit is handed out.
 */
export type Keeps = 'values' | 'config' | 'nothing';

/** One way to rewrite a document. */
export interface Refactoring {
  /** Its name, which no other one has. */
  readonly id: string;
  readonly kind: CodeActionKind;
  readonly keeps: Keeps;
  /** What it offers at a place; cheap, since it is asked with every move of the cursor. */
  readonly find: (source: ActionSource) => Iterable<Offer>;
}
