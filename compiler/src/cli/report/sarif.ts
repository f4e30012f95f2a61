import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Place, Severity } from '@tsk/parser';
import { findRule, ruleKind } from '../../settings/known-rules.ts';
import { version } from '../../version.ts';
import { type Positions, positionsIn } from './describe.ts';
import { regionOf } from './finding.ts';
import { fingerprints } from './fingerprint.ts';
import type { Report, Reporter } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** What relative addresses start from: the folder in which the command was run. Where that is, only the reader knows. */
const base = 'SRCROOT';

/** SARIF 2.1.0, the format that code scanning services read. (OASIS, Static Analysis Results Interchange Format) */
export const sarif: Reporter = {
  name: 'sarif',
  summary: 'SARIF 2.1.0, for code scanning',
  wantsPages: true,
  render(report) {
    const log = {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [describeRun(report)],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

function describeRun(report: Report): object {
  const { findings, files, texts, exitCode } = report;
  const codes = [...new Set(findings.map(({ code }) => code))].toSorted();
  const places = findings.flatMap((finding) => [finding, ...(finding.related ?? [])]);
  const artifacts = [...new Set([...files, ...places.map(({ file }) => file)])];
  const indexes = new Map(artifacts.map((file, index) => [file, index]));
  const locate = (file: string): object => ({ ...addressOf(file, report.cwd), index: indexes.get(file) });
  const writer = { positions: positionsIn(texts), locate };
  const names = fingerprints(findings, texts, writer.positions);
  return {
    tool: {
      driver: {
        name: 'tsk-compile',
        version,
        semanticVersion: version,
        rules: codes.map((code) => describeRule(code, report)),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [base]: { description: { text: 'The folder in which tsk-compile was run.' } } },
    invocations: [{ executionSuccessful: true, exitCode }],
    artifacts: artifacts.map((file) => ({ location: addressOf(file, report.cwd), encoding: 'UTF-8' })),
    results: findings.map((finding, index) =>
      describeResult(finding, codes.indexOf(finding.code), names[index] ?? '', writer),
    ),
  };
}

/** The address of a file. One outside of the working directory has none that is relative: `..` is not allowed in them. */
function addressOf(file: string, cwd: string): object {
  if (file.startsWith('../') || /^(?:\/|[A-Za-z]:)/.test(file)) return { uri: pathToFileURL(resolve(cwd, file)).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: base };
}

function describeRule(code: string, { docsUrl, pages }: Report): object {
  const rule = findRule(code);
  const title = rule?.title ?? code;
  const help = `${title}. Run 'tsk-compile explain ${code}' to read why it matters and what to do.`;
  return {
    id: code,
    name: rule?.mnemonic ?? code,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: `${title}.` },
    help: { text: help, markdown: pages[code] ?? help.replace(/'([^']*)'/, '`$1`') },
    helpUri: docsUrl === undefined ? `urn:tsk:diagnostic:${code}` : `${docsUrl.replace(/\/+$/, '')}/${code}.md`,
    defaultConfiguration: { level: levels[rule?.severity ?? 'warning'] },
    properties: { tags: [ruleKind(code)], precision: 'high' },
  };
}

/** What parts of a result have in common. */
interface Writer {
  readonly positions: Positions;
  readonly locate: (file: string) => object;
}

function describeResult(finding: Diagnostic, ruleIndex: number, fingerprint: string, writer: Writer): object {
  const { code, severity, message, file, related, fix } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: describePlace(finding, writer) }],
    ...(related === undefined || related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id: id + 1,
            physicalLocation: describePlace(other, writer),
            message: { text: other.message },
          })),
        }),
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(fix === undefined
      ? {}
      : {
          fixes: [
            {
              description: { text: fix.title },
              artifactChanges: [
                {
                  artifactLocation: writer.locate(file),
                  replacements: fix.edits.map(({ span, newText }) => ({
                    deletedRegion: describeRegion({ file, span }, writer),
                    insertedContent: { text: newText },
                  })),
                },
              ],
            },
          ],
        }),
  };
}

function describePlace(place: Place, writer: Writer): object {
  return { artifactLocation: writer.locate(place.file), region: describeRegion(place, writer) };
}

function describeRegion(place: Place, { positions }: Writer): object {
  const { line, column, endLine, endColumn } = regionOf(place, positions);
  return { startLine: line, startColumn: column, endLine, endColumn };
}
