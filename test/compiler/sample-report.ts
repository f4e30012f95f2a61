import type { Diagnostic, Span } from '@tsk/parser';
import type { Report } from '../../compiler/src/cli/report/report.ts';
import { countFindings } from '../../compiler/src/cli/report/summary.ts';

const shop = `# Laden für 名前 😀
[service]
nmae = "schön, 100 % <sicher> & so"
[load_balancing.health_checks]
interval = 5
timeout = 10
hosts = [
  "a",
  "b"
]
`;
const other = 'x = "😀" : y\n';

const texts = new Map([
  ['shop.tsk', shop],
  ['sub dir/#1.tsk', other],
]);

/** The place of a part of a text, the first one behind a word. */
function spanOf(text: string, part: string, behind = ''): Span {
  const start = text.indexOf(part, text.indexOf(behind));
  return { start, end: start + part.length };
}

/** A finding of each severity; with related places, a fix, a span over lines, and characters that need care everywhere. */
const findings: readonly Diagnostic[] = [
  {
    code: 'TSK4002',
    severity: 'error',
    message: '`service.nmae` is not known: did you mean "name", 100 % sure?',
    file: 'shop.tsk',
    span: spanOf(shop, 'nmae'),
    fix: { title: 'Rename to <name>', edits: [{ span: spanOf(shop, 'nmae'), newText: 'name' }] },
  },
  {
    code: 'TSK5105',
    severity: 'warning',
    message: 'A health check may take 10 s, but the next one is due after 5 s.',
    file: 'shop.tsk',
    span: spanOf(shop, '10', 'timeout'),
    related: [
      { file: 'shop.tsk', span: spanOf(shop, '5', 'interval'), message: 'the interval' },
      { file: 'sub dir/#1.tsk', span: spanOf(other, 'y'), message: 'and this' },
    ],
  },
  {
    code: 'TSK2005',
    severity: 'info',
    message: 'Two lines\nand a tab\tand 名前.',
    file: 'shop.tsk',
    span: spanOf(shop, '[\n  "a",\n  "b"\n]'),
  },
  {
    code: 'TSK2009',
    severity: 'hint',
    message: "Control \u0007, half \ud83d, and ']]>' stay harmless.",
    file: 'sub dir/#1.tsk',
    span: { start: other.indexOf(':'), end: other.indexOf(':') },
    tags: ['unused'],
    fix: { title: 'Remove it', edits: [{ span: { start: 7, end: 8 }, newText: '' }] },
  },
];

/** A report to render, with every kind of thing that a report can have. */
export const sampleReport: Report = {
  findings,
  counts: countFindings(findings),
  hidden: 0,
  files: ['shop.tsk', 'clean.tsk', 'sub dir/#1.tsk'],
  configurations: 2,
  texts,
  isFailure: (severity) => severity === 'error',
  exitCode: 1,
  isQuiet: false,
  cwd: '/project',
  pages: { TSK5105: '# TSK5105: Health check\n\nMake `timeout` *shorter*.\n' },
  docsUrl: undefined,
};

/** A report about files in which nothing was found. */
export const emptyReport: Report = {
  ...sampleReport,
  findings: [],
  counts: countFindings([]),
  files: ['clean.tsk'],
  configurations: 1,
  texts: new Map(),
  exitCode: 0,
};
