import type { Location } from 'vscode-languageserver';
import type { PlanAnswer } from '../requests.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { countErrors } from './count-errors.ts';
import { findValueSpan } from './find-value-span.ts';

/** The plan of a document's configuration with the places of its values; null for a document that is not known. */
export function makePlan(workspace: Workspace, uri: string): PlanAnswer | null {
  const document = workspace.findDocument(uri);
  if (document === undefined) return null;
  const configuration = workspace.configurationOf(document);
  const { plan } = configuration.analysis;
  const places: Record<string, Location> = {};
  for (const [pointer, { source, line, column }] of Object.entries(plan.origins)) {
    const place = findValueSpan(configuration, { file: plan.sources[source]?.path ?? '', line, column });
    if (place !== undefined) {
      places[pointer] = { uri: place.document.uri, range: place.document.rangeOf(place.span) };
    }
  }
  return { version: document.version ?? null, errors: countErrors(configuration), plan, places };
}
