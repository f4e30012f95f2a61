import { applyEdits, type TextEdit } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import { decodePlan, type Plan } from '@tsk/schemas/plan';
import type { RequestContext } from '../feature.ts';
import type { WriteSettingsAnswer, WriteSettingsParams } from '../preview-requests.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Configuration } from '../workspace/workspace.ts';
import { analyzeWith } from './analyze-with.ts';
import { findValueSpan } from './find-value-span.ts';
import { type DocumentEdit, insertSetting } from './insert-setting.ts';
import type { SettingPlace } from './simulator.ts';
import { writeQuantity } from './write-quantity.ts';

/**
 * Says how values of a preview are written into the documents. What would be written is read again before it is offered: where it
 * would not give the value, such as below a table that another file overrides, the answer says so.
 */
export async function writeSettings(
  { uri, values }: WriteSettingsParams,
  { workspace }: RequestContext,
): Promise<WriteSettingsAnswer | null> {
  const { listPlaces } = await import('./simulator.ts');
  const document = workspace.findDocument(uri);
  if (document === undefined) return null;
  const configuration = workspace.configurationOf(document);
  const decoded = decodePlan(configuration.analysis.plan, { env: {} });
  if (!decoded.ok) return { ok: false, message: decoded.problems[0]?.message ?? 'There is no plan.' };
  const places = listPlaces(decoded.plan);
  const edits: DocumentEdit[] = [];
  for (const [pointer, value] of Object.entries(values)) {
    const place = places[pointer];
    const edit = place === undefined ? undefined : writeOne(place, value, document, configuration);
    if (edit === undefined) return { ok: false, message: `'${pointer}' cannot be written into a document.` };
    edits.push(edit);
  }
  const wrong = findUnkept(values, edits, configuration, workspace);
  if (wrong !== undefined) {
    const key = places[wrong]?.key ?? wrong;
    return { ok: false, message: `\`${key}\` cannot be written here: it would not have this value. Write it by hand.` };
  }
  return {
    ok: true,
    edits: edits.map(({ document: { uri: file, rangeOf }, edit: { span, newText } }) => ({
      uri: file,
      range: rangeOf(span),
      newText,
    })),
  };
}

function writeOne(
  { key, origin }: SettingPlace,
  value: number,
  document: SourceDocument,
  configuration: Configuration,
): DocumentEdit | undefined {
  const path = key.split('.');
  const unit = findSetting(path)?.unit;
  const found = origin === undefined ? undefined : findValueSpan(configuration, origin);
  if (found !== undefined) {
    const before = found.document.text.slice(found.span.start, found.span.end);
    return { document: found.document, edit: { span: found.span, newText: writeQuantity(value, unit, before) } };
  }
  const others = [...configuration.documents.values()].filter((one) => one !== document);
  return insertSetting([document, ...others], path, writeQuantity(value, unit, undefined));
}

/** The first setting that would not have its value with the edits, or nothing. */
function findUnkept(
  values: WriteSettingsParams['values'],
  edits: readonly DocumentEdit[],
  configuration: Configuration,
  workspace: RequestContext['workspace'],
): string | undefined {
  const byDocument = new Map<SourceDocument, readonly TextEdit[]>();
  for (const { document, edit } of edits) byDocument.set(document, [...(byDocument.get(document) ?? []), edit]);
  const texts = Object.fromEntries(
    [...byDocument].map(([{ uri, text }, changes]) => [uri, applyEdits(text, changes)] as const),
  );
  const { plan } = analyzeWith(configuration, texts, workspace);
  const decoded = decodePlan(plan, { env: {} });
  return Object.keys(values).find((pointer) => {
    const now = decoded.ok ? readNumber(decoded.plan, pointer) : undefined;
    const wanted = values[pointer] ?? 0;
    return now === undefined || Math.abs(now - wanted) > 1e-6 * Math.max(1, Math.abs(wanted));
  });
}

function readNumber(plan: Plan, pointer: string): number | undefined {
  let value: unknown = plan;
  for (const key of pointer.split('/').slice(1)) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return typeof value === 'number' ? value : undefined;
}
