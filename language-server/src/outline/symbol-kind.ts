import { SymbolKind } from 'vscode-languageserver';
import { unreachable } from '../unreachable.ts';
import type { OutlineEntry } from './entries.ts';

/** The kind of an entry as editors know it: it decides the icon, and what a search by kind finds. */
export function symbolKindOf({ kind, detail }: Pick<OutlineEntry, 'kind' | 'detail'>): SymbolKind {
  switch (kind) {
    case 'section':
      return SymbolKind.Namespace;
    case 'table':
      return SymbolKind.Object;
    case 'list':
      return SymbolKind.Array;
    case 'variable':
      return SymbolKind.Variable;
    case 'include':
      return SymbolKind.File;
    case 'operator':
      return SymbolKind.Function;
    case 'value':
      return kindOfText(detail);
    default:
      return unreachable(kind);
  }
}

function kindOfText(text: string): SymbolKind {
  if (/^["']/.test(text)) return SymbolKind.String;
  if (/^(?:true|false|on|off|yes|no)$/.test(text)) return SymbolKind.Boolean;
  if (/^[-+]?\d/.test(text)) return SymbolKind.Number;
  return text === 'null' ? SymbolKind.Null : SymbolKind.Property;
}
