import { parseExposition, parseLabels } from './parse-exposition.ts';

/** Which series of an endpoint are meant: a name, and labels that they must have. */
interface SeriesSelector {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

const selectorText = /^([A-Za-z_:][\w:]*)\s*(?:\{(.*)\})?$/s;

/** Reads a selector such as `jobs_waiting{queue="mail"}`; undefined where it is none. */
function parseSelector(text: string): SeriesSelector | undefined {
  const match = selectorText.exec(text.trim());
  const labels = parseLabels(match?.[2] ?? '');
  return match?.[1] === undefined || labels === undefined ? undefined : { name: match[1], labels };
}

/** The sum of the series that a selector means; undefined where there is none, or one of them is no finite number. */
export function readSeries(exposition: string, selector: string): number | undefined {
  const wanted = parseSelector(selector);
  if (wanted === undefined) return undefined;
  const meant = parseExposition(exposition).filter(
    ({ name, labels }) =>
      name === wanted.name && [...wanted.labels].every(([label, value]) => labels.get(label) === value),
  );
  const sum = meant.reduce((total, { value }) => total + value, 0);
  return meant.length > 0 && Number.isFinite(sum) ? sum : undefined;
}
