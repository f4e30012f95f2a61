import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { findReporter, reporters } from '../../compiler/src/cli/report/index.ts';
import type { Report } from '../../compiler/src/cli/report/report.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';
import { emptyReport, sampleReport } from './sample-report.ts';

const fixtures = '../fixtures/reporters';
const endings: Readonly<Record<string, string>> = {
  pretty: 'txt',
  text: 'txt',
  tap: 'txt',
  github: 'txt',
  jsonl: 'jsonl',
  junit: 'xml',
  checkstyle: 'xml',
};

function render(name: string, report: Report): string {
  const reporter = findReporter(name);
  if (reporter === undefined) throw new Error(`there is no reporter ${name}`);
  return reporter.render(report, (_styles, text) => text);
}

/** A report with one finding of any text, in a file of any name. */
function reportOf(message: string, file: string): Report {
  const [finding] = sampleReport.findings;
  if (finding === undefined) throw new Error('the sample has findings');
  return { ...sampleReport, findings: [{ ...finding, message, file }], files: [file], texts: new Map() };
}

const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });

describe.each(reporters.map(({ name }) => name))('%s', (name) => {
  const ending = endings[name] ?? 'json';

  it('renders findings of all kinds as its golden file has them', async () => {
    await expect(render(name, sampleReport)).toMatchFileSnapshot(`${fixtures}/${name}.${ending}`);
  });

  it('renders a report without findings', async () => {
    await expect(render(name, emptyReport)).toMatchFileSnapshot(`${fixtures}/${name}-empty.${ending}`);
  });
});

describe('sarif', () => {
  const schema = JSON.parse(readFileSync(new URL(`${fixtures}/sarif.schema.json`, import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);

  it.each([
    ['findings', sampleReport],
    ['no findings', emptyReport],
    ['pages with an address', { ...sampleReport, docsUrl: 'https://example.org/docs/' }],
    ['a file outside of the working directory', reportOf('m', '../other/a b.tsk')],
  ])('is what SARIF 2.1.0 and code scanning ask for: %s', (_what, report) => {
    validate(JSON.parse(render('sarif', report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('points at rules and artifacts that are there', () => {
    const [{ tool, artifacts, results }] = JSON.parse(render('sarif', sampleReport)).runs;
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      const { uri, index } = locations[0].physicalLocation.artifactLocation;
      expect(artifacts[index].location.uri).toBe(uri);
    }
  });

  it('writes addresses that lead to the file, whatever its name', () => {
    const uris = JSON.parse(render('sarif', sampleReport)).runs[0].artifacts.map(
      ({ location }: { location: { uri: string } }) => location.uri,
    );
    expect(uris).toEqual(['shop.tsk', 'clean.tsk', 'sub%20dir/%231.tsk']);
  });
});

describe('fingerprints', () => {
  const hashes = (report: Report): readonly string[] =>
    JSON.parse(render('gitlab', report)).map(({ fingerprint }: { fingerprint: string }) => fingerprint);

  it('stay when lines are added above, and differ between findings', () => {
    const shift = '# a new line\n'.length;
    const moved: Report = {
      ...sampleReport,
      texts: new Map([...sampleReport.texts].map(([file, text]) => [file, `# a new line\n${text}`])),
      findings: sampleReport.findings.map((finding) => ({
        ...finding,
        span: { start: finding.span.start + shift, end: finding.span.end + shift },
      })),
    };
    expect(hashes(moved)).toEqual(hashes(sampleReport));
    expect(new Set(hashes(sampleReport)).size).toBe(sampleReport.findings.length);
  });

  it('tell equal lines apart', () => {
    const [first] = sampleReport.findings;
    const twice = first === undefined ? [] : [first, first];
    const [one, two] = hashes({ ...sampleReport, findings: twice });
    expect(one).not.toBe(two);
  });
});

describe('XML', () => {
  it.each(['junit', 'checkstyle'])('of %s is well-formed for any text', (name) => {
    fc.assert(
      fc.property(anyText, anyText, (message, file) => {
        expect(() => parseXml(render(name, reportOf(message, file)))).not.toThrow();
      }),
    );
  });

  it('of junit counts what it holds', () => {
    const root = parseXml(render('junit', sampleReport));
    const cases = root.children.flatMap(({ children }) => children);
    expect(root.attributes).toMatchObject({ tests: String(cases.length), failures: '1' });
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual(sampleReport.files);
    for (const suite of root.children) expect(suite.attributes['tests']).toBe(String(suite.children.length));
  });

  /** What Jenkins takes, by its schema of the format: the attributes of each element, and the elements in it. */
  const junitElements: Readonly<Record<string, readonly [attributes: readonly string[], children: readonly string[]]>> =
    {
      testsuites: [['name', 'tests', 'failures', 'errors'], ['testsuite']],
      testsuite: [['name', 'tests', 'failures', 'errors', 'skipped', 'file'], ['testcase']],
      testcase: [
        ['name', 'classname'],
        ['failure', 'system-out'],
      ],
      failure: [['type', 'message'], []],
      'system-out': [[], []],
    };

  it.each([
    ['findings', sampleReport],
    ['no findings', emptyReport],
  ])('of junit has the elements and attributes that build servers take: %s', (_what, report) => {
    const visit = ({ name, attributes, children }: XmlElement): void => {
      const [known, inner] = junitElements[name] ?? [[], []];
      expect(known).toEqual(expect.arrayContaining(Object.keys(attributes)));
      expect(inner).toEqual(expect.arrayContaining(children.map((child) => child.name)));
      children.forEach(visit);
    };
    visit(parseXml(render('junit', report)));
  });

  it('gives messages back as they were', () => {
    const message = 'a "b" <c> & \'d\' ]]> é 😀';
    const [file] = parseXml(render('checkstyle', reportOf(message, 'a.tsk'))).children;
    expect(file?.children[0]?.attributes['message']).toBe(message);
  });
});

describe('lines', () => {
  it.each(['text', 'github', 'jsonl'])('of %s are one for each finding, for any text', (name) => {
    fc.assert(
      fc.property(anyText, anyText, (message, file) => {
        const lines = render(name, reportOf(message, file)).split(/\r\n|\r|\n/);
        expect([lines.length, lines.at(-1)]).toEqual([2, '']);
      }),
    );
  });

  it('of github hold nothing that disturbs a log', () => {
    expect(render('github', reportOf('a\u0000b\u001b[31m\u202e', 'x.tsk'))).toMatch(/::a\ufffdb\ufffd\[31m\ufffd\n$/);
  });

  it('of github keep what their properties say apart', () => {
    const line = render('github', reportOf('50 %: a, b\nc', 'x,y:z%.tsk'));
    expect(line).toContain('::error file=x%2Cy%3Az%25.tsk,line=1');
    expect(line).toMatch(/::50 %25: a, b%0Ac\n$/);
  });

  it('of tap are YAML inside of a finding', () => {
    const output = render('tap', sampleReport);
    const blocks = [...output.matchAll(/^ {2}---\n([\s\S]*?)^ {2}\.\.\.$/gm)].map(([, block = '']) => load(block));
    expect(blocks).toHaveLength(2);
    expect(blocks[0]).toMatchObject({ findings: [{ code: 'TSK4002' }, { code: 'TSK5105' }, { code: 'TSK2005' }] });
    expect(output).toContain('\nok 2 - clean.tsk\nok 3 - sub dir/\\#1.tsk\n');
  });
});

it('the page about reports has every form in its table', () => {
  const page = readFileSync(new URL('../../docs/compiler/reporters.md', import.meta.url), 'utf8');
  const table = page.slice(0, page.indexOf('## Where reports go'));
  const listed = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(listed).toEqual(reporters.map(({ name }) => name));
});
