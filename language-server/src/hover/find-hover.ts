import type { TraceStep } from '@tsk/compiler';
import {
  type Span,
  TokenKind,
  toJson,
  tokenAt,
  tokenKind,
  tokenStart,
  tokenText,
  type VariableDeclaration,
} from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import { collectSitesAround } from '../names/collect-sites.ts';
import type { ConfigurationNames, Occurrence } from '../names/configuration-names.ts';
import { findVariableValue, isKnown } from '../names/evaluation.ts';
import { findIncludeAt } from '../names/find-include.ts';
import { findValueAt } from '../names/find-text.ts';
import type { OperatorSite } from '../names/site.ts';
import type { NameSymbol } from '../names/symbol.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { describeInclude } from './describe-include.ts';
import { describeOperator } from './describe-operator.ts';
import { describeOrigin, findStep } from './describe-origin.ts';
import { describeSetting } from './describe-setting.ts';
import { linkTo } from './link.ts';
import { listCodes } from './list-codes.ts';
import { writeJson } from './write-json.ts';

/** What is to be said about a stretch of text, in Markdown. */
export interface HoverText {
  readonly span: Span;
  readonly markdown: string;
}

type VariableSymbol = Extract<NameSymbol, { readonly kind: 'variable' }>;

/** What a hover is made from. */
export interface HoverSource {
  readonly workspace: Workspace;
  readonly document: SourceDocument;
  readonly names: ConfigurationNames;
}

/** What is to be said about the text at an offset; undefined where there is nothing. */
export function findHover(source: HoverSource, offset: number): HoverText | undefined {
  const { document, names } = source;
  const include = findIncludeAt(document.document, offset);
  if (include !== undefined) return { span: include.pathSpan, markdown: describeInclude(source.workspace, include) };
  const code = hoverCode(document, offset);
  if (code !== undefined) return code;
  const operator = collectSitesAround(document.tree, offset).findLast(
    (site): site is OperatorSite => site.kind === 'operator' && site.span.start <= offset && offset <= site.span.end,
  );
  if (operator !== undefined) return hoverOperator(source, operator);
  const at = names.findAt(document, offset);
  return at === undefined ? hoverValue(source, offset) : hoverName(source, at);
}

function hoverCode({ tree }: SourceDocument, offset: number): HoverText | undefined {
  const token = tokenAt(tree, offset);
  if (tokenKind(tree, token) !== TokenKind.Comment) return undefined;
  const start = tokenStart(tree, token);
  for (const match of tokenText(tree, token).matchAll(/\bTSK\d{4}\b/g)) {
    const span = { start: start + match.index, end: start + match.index + match[0].length };
    const found = listCodes().find((one) => one.code === match[0]);
    if (found === undefined || offset < span.start || span.end < offset) continue;
    return { span, markdown: `**${found.code}** (${found.severity}): ${found.title}` };
  }
  return undefined;
}

function hoverOperator(source: HoverSource, { name, methods, span }: OperatorSite): HoverText | undefined {
  const described = describeOperator(name, methods.join('.')) ?? describeOperator(name, '');
  if (described === undefined) return undefined;
  const step = findTrace(source, span.start);
  const result = step === undefined ? '' : `\n\n**Here**: \`${writeJson(step.value)}\``;
  return { span, markdown: described + result };
}

/** How the reference or operator that begins at an offset came to its value. */
function findTrace({ document, names }: HoverSource, start: number): TraceStep | undefined {
  const found = findValueAt(document, start);
  if (found === undefined) return undefined;
  const path = [...names.mountOf(document.path), ...found.path];
  for (const step of names.configuration.analysis.explain(path).steps) {
    const inner = step.kind === 'written' ? findStep(step.from, document.path, start) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function hoverName(source: HoverSource, occurrence: Occurrence): HoverText {
  const { part, symbol, site, document } = occurrence;
  const { workspace, names } = source;
  const isOwn = site.kind === 'reference' && site.parts[0] === part && document.text[part.span.start - 1] === '$';
  const span = isOwn || site.kind === 'variable' ? { ...part.span, start: part.span.start - 1 } : part.span;
  switch (symbol.kind) {
    case 'variable':
      return { span, markdown: describeVariable(source, symbol, occurrence) };
    case 'member':
      return { span, markdown: `Declared in ${linkTo(workspace, symbol.declared)}` };
    case 'key': {
      const setting = findSetting(symbol.path, names.configuration.analysis.schemas);
      const explanation = names.configuration.analysis.explain(symbol.path);
      const about = setting === undefined ? '' : describeSetting(setting);
      const title = `**${symbol.path.join('.')}**`;
      const parts = [title, describeOrigin(workspace, explanation), about].filter((one) => one !== '');
      return { span, markdown: parts.join('\n\n') };
    }
  }
}

function describeVariable(source: HoverSource, symbol: VariableSymbol, { site, part, document }: Occurrence): string {
  const { workspace, names } = source;
  const declarations = (workspace.findByPath(symbol.file)?.document.variables ?? []).filter(
    ({ name, section }) => name === symbol.name && section.join('\n') === symbol.scope.join('\n'),
  );
  // Of several declarations in a file, the last one above a use counts for it; at a declaration, that one.
  const isOwn = ({ nameSpan }: VariableDeclaration): boolean => nameSpan.end === part.span.end;
  const isAbove = ({ span }: VariableDeclaration): boolean => span.end <= part.span.start;
  const isHere = symbol.file === document.path;
  const declared =
    site.kind === 'variable' ? declarations.find(isOwn) : declarations.findLast((one) => !isHere || isAbove(one));
  if (declared === undefined) return `**$${part.name}**`;
  const { start, end } = declared.span;
  const written = workspace.findByPath(declared.file)?.text.slice(start, end) ?? '';
  const hasParts =
    declared.value.kind === 'expression' || declared.value.kind === 'array' || declared.value.kind === 'table';
  const value = hasParts ? findVariableValue(names.configuration, declared) : undefined;
  const shown = value === undefined || !isKnown(value) ? written : `$${part.name} = ${writeJson(toJson(value))}`;
  return `\`\`\`tsk\n${shown}\n\`\`\`\n\nVariable, declared in ${linkTo(workspace, declared)}`;
}

/** A value that is no name: what its number means, what the chosen word stands for, and where its key is explained. */
function hoverValue({ workspace, document, names }: HoverSource, offset: number): HoverText | undefined {
  const found = findValueAt(document, offset);
  if (found === undefined) return undefined;
  const path = [...names.mountOf(document.path), ...found.path];
  const isElement = /^\d+$/.test(path.at(-1) ?? '');
  const { schemas } = names.configuration.analysis;
  const setting = findSetting(path, schemas) ?? (isElement ? findSetting(path.slice(0, -1), schemas) : undefined);
  const text = found.value.kind === 'scalar' ? found.value.value : undefined;
  const choice = setting?.choices?.find(({ value }) => value === text);
  const warning = choice?.deprecated === undefined ? '' : ` Deprecated: ${choice.deprecated}`;
  const meaning = choice === undefined ? '' : `\`${choice.value}\`: ${choice.description}${warning}`;
  const origin = describeOrigin(workspace, names.configuration.analysis.explain(path));
  const about =
    setting === undefined || isElement
      ? ''
      : `**${path.filter((key) => key !== '$value').join('.')}**: ${setting.description}`;
  const parts = [meaning, origin, about].filter((one) => one !== '');
  return parts.length === 0 ? undefined : { span: found.value.span, markdown: parts.join('\n\n') };
}
