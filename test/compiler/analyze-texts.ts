import { type Analysis, type AnalyzeOptions, analyze } from '@tsk/compiler';

/** Texts by file name. */
export type Texts = Readonly<Record<string, string>>;

/** Analyzes texts as one configuration, in the order given. */
export function analyzeTexts(texts: Texts, options: AnalyzeOptions = {}, env: Record<string, string> = {}): Analysis {
  const files = new Map(Object.entries(texts));
  return analyze({ files, env, nowMs: 0 }, [...files.keys()], options);
}

/** The codes of an analysis's findings, in order. */
export function codesOf(analysis: Analysis): readonly string[] {
  return analysis.diagnostics.map(({ code }) => code);
}

/** The findings as `line:column code message`, for tables of expectations. */
export function listFindings({ diagnostics, documents }: Analysis): readonly string[] {
  return diagnostics.map(({ code, file, span, message }) => {
    const position = documents.get(file)?.lines.positionAt(span.start);
    return `${file}:${position?.line}:${position?.column} ${code} ${message}`;
  });
}
