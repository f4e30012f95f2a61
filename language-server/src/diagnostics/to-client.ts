import type { Diagnostic, DiagnosticTag, RelatedPlace, Severity } from '@tsk/parser';
import {
  type ClientCapabilities,
  type Diagnostic as ClientDiagnostic,
  DiagnosticTag as ClientTag,
  DiagnosticSeverity,
} from 'vscode-languageserver';
import type { ServerSettings } from '../settings/server-settings.ts';
import { unreachable } from '../unreachable.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How many findings of one file an editor is given: past that nobody reads on, and the editor grows slow. */
const maxShown = 1000;

/** What findings are shown with. */
export interface ShowOptions {
  readonly workspace: Workspace;
  readonly client: ClientCapabilities;
  readonly settings: ServerSettings;
}

/** The findings of a document as its editor wants them; of very many the first, errors before all others. */
export function toClient(
  findings: readonly Diagnostic[],
  document: SourceDocument,
  options: ShowOptions,
): ClientDiagnostic[] {
  const shown = findings.length <= maxShown ? findings : mostSerious(findings);
  return shown.map((finding) => convert(finding, document, options));
}

function mostSerious(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const kept = new Set(findings.toSorted((a, b) => severityOf(a.severity) - severityOf(b.severity)).slice(0, maxShown));
  return findings.filter((finding) => kept.has(finding));
}

function convert(finding: Diagnostic, document: SourceDocument, options: ShowOptions): ClientDiagnostic {
  const { code, severity, message, span, tags, related } = finding;
  const base = options.settings.documentationBaseUrl;
  const wants = options.client.textDocument?.publishDiagnostics;
  return {
    range: document.rangeOf(span),
    severity: severityOf(severity),
    code,
    source: 'tsk',
    message,
    ...(base === undefined ? {} : { codeDescription: { href: `${base}/${code}.md` } }),
    ...(tags === undefined ? {} : { tags: tags.map(tagOf) }),
    ...(related === undefined || wants?.relatedInformation === false
      ? {}
      : { relatedInformation: related.flatMap((place) => relate(place, options.workspace)) }),
  };
}

function relate(place: RelatedPlace, workspace: Workspace): NonNullable<ClientDiagnostic['relatedInformation']> {
  const location = workspace.locate(place);
  return location === undefined ? [] : [{ location, message: place.message }];
}

function severityOf(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'info':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
    default:
      return unreachable(severity);
  }
}

function tagOf(tag: DiagnosticTag): ClientTag {
  switch (tag) {
    case 'unused':
      return ClientTag.Unnecessary;
    case 'deprecated':
      return ClientTag.Deprecated;
    default:
      return unreachable(tag);
  }
}
