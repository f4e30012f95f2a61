/** One value of a series, as an endpoint gave it. */
export interface SeriesValue {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** Name, labels between braces, value and perhaps a time; labels may hold quoted braces. */
const sampleLine = /^([A-Za-z_:][\w:]*)\s*(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})?\s+(\S+)(?:\s+\S+)*$/;
const labelPair = /\s*([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;

/**
 * Reads the text exposition format of Prometheus (version 0.0.4, and what OpenMetrics has in common with it). Comments are
 * passed over, and so is any line that is none of the format's: one bad line does not hide the others.
 */
export function parseExposition(text: string): readonly SeriesValue[] {
  return text.split('\n').flatMap((line) => {
    const match = sampleLine.exec(line.trim());
    if (match === null) return [];
    const [, name = '', labelText = '', number = ''] = match;
    const labels = parseLabels(labelText);
    const value = parseNumber(number);
    return labels === undefined || value === undefined ? [] : [{ name, labels, value }];
  });
}

/** The labels between braces; undefined where they are not written as labels are. */
export function parseLabels(text: string): ReadonlyMap<string, string> | undefined {
  const labels = new Map<string, string>();
  labelPair.lastIndex = 0;
  while (labelPair.lastIndex < text.trimEnd().length) {
    const match = labelPair.exec(text);
    if (match === null) return undefined;
    labels.set(
      match[1] ?? '',
      (match[2] ?? '').replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    );
  }
  return labels;
}

function parseNumber(text: string): number | undefined {
  if (/^[+-]?Inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (text === 'NaN') return Number.NaN;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
