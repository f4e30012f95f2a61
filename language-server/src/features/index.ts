import type { Feature } from '../feature.ts';
import { callHierarchy } from './call-hierarchy.ts';
import { checkWorkspace } from './check-workspace.ts';
import { codeAction } from './code-action.ts';
import { codeLens } from './code-lens.ts';
import { completion } from './completion.ts';
import { declaration } from './declaration.ts';
import { definition } from './definition.ts';
import { diagnostics } from './diagnostics.ts';
import { documentHighlight } from './document-highlight.ts';
import { documentLinks } from './document-links.ts';
import { documentSymbols } from './document-symbols.ts';
import { executeCommand } from './execute-command.ts';
import { explain } from './explain.ts';
import { folding } from './folding.ts';
import { formatting } from './formatting.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { linkedEditing } from './linked-editing.ts';
import { plan } from './plan.ts';
import { preview } from './preview.ts';
import { references } from './references.ts';
import { rename } from './rename.ts';
import { schemaDocument } from './schema-document.ts';
import { selectionRanges } from './selection-ranges.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { typeDefinition } from './type-definition.ts';
import { willRenameFiles } from './will-rename-files.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

/** What the server does for editors, in the order in which a user meets it. Capabilities are merged from this list. */
export const features: readonly Feature[] = Object.freeze([
  diagnostics,
  semanticTokens,
  completion,
  signatureHelp,
  hover,
  inlayHints,
  definition,
  declaration,
  typeDefinition,
  schemaDocument,
  references,
  documentHighlight,
  rename,
  linkedEditing,
  willRenameFiles,
  callHierarchy,
  documentSymbols,
  workspaceSymbols,
  folding,
  selectionRanges,
  documentLinks,
  codeAction,
  codeLens,
  formatting,
  executeCommand,
  preview,
  plan,
  explain,
  checkWorkspace,
]);
