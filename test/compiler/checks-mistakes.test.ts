import { readdirSync, readFileSync } from 'node:fs';
import { applyEdits, type Diagnostic } from '@tsk/parser';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, type Texts } from './analyze-texts.ts';

const folder = new URL('../../examples/', import.meta.url);

function readExample(name: string): Texts {
  const files = readdirSync(new URL(`${name}/`, folder)).filter((file) => file.endsWith('.tsk'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(new URL(`${name}/${file}`, folder), 'utf8')]));
}

const founding = readExample('founding');
const web = readExample('web-service');
/** The same by a rule that goes by thresholds. */
const byThreshold = Object.fromEntries(
  Object.entries(web).map(([file, text]) => [file, text.replace('scoring = "auto"', 'scoring = "pressure"')]),
);

/** One mistake in a configuration: `from` becomes `to`; what is found of it, and the text that it is found at. */
type Mistake = readonly [name: string, texts: Texts, from: string, to: string, code: string, at: string];

const upper = 'threshold_high = 70,\n    threshold_low = 30';
const mistakes: readonly Mistake[] = [
  [
    'a minimum above its maximum',
    founding,
    '300,\n    min_instances = 2',
    '300,\n    min_instances = 30',
    'TSK5101',
    '30',
  ],
  ['a summary of another target', founding, 'target_cpu = 70', 'target_cpu = 60', 'TSK5102', '60'],
  ['a cooldown shorter than a start', founding, 'cooldown_period = 300', 'cooldown_period = 10', 'TSK5104', '10'],
  ['a probe that outlasts its interval', founding, 'timeout = 5\n', 'timeout = 30\n', 'TSK5105', '30'],
  ['too few nodes', founding, 'nodes = 6', 'nodes = 5', 'TSK5108', '5'],
  [
    'different bounds',
    founding,
    '600,\n    min_instances = 2,\n    max_instances = 20',
    '600,\n    min_instances = 2,\n    max_instances = 10',
    'TSK5109',
    '10',
  ],
  [
    'an algorithm that is off',
    founding,
    'least_connections = {\n    enabled = true',
    'least_connections = {\n    enabled = false',
    'TSK5110',
    '"least_connections"',
  ],
  ['no certificate', founding, 'certificate = "/etc/ssl/certs/app.crt"\n', '', 'TSK5114', '"/etc/ssl/private/app.key"'],
  [
    'thresholds that have changed places',
    founding,
    upper,
    'threshold_high = 30,\n    threshold_low = 70',
    'TSK5117',
    '70',
  ],
  ['equal thresholds', founding, upper, 'threshold_high = 70,\n    threshold_low = 70', 'TSK5117', '70'],
  [
    'forecasts that are off',
    founding,
    '[auto_scaling.predictive]\nenabled = true',
    '[auto_scaling.predictive]\nenabled = false',
    'TSK5133',
    'false',
  ],
  [
    'forecasts that decide nothing',
    founding,
    'strategy = "predictive"',
    'strategy = "reactive"',
    'TSK5132',
    '"reactive"',
  ],
  [
    'scaling that is off',
    founding,
    '[auto_scaling]\nenabled = true',
    '[auto_scaling]\nenabled = false',
    'TSK5141',
    'false',
  ],
  [
    'a store that is off',
    founding,
    'redis_cluster = {\n    enabled = true',
    'redis_cluster = {\n    enabled = false',
    'TSK5145',
    'false',
  ],
  ['entries that never expire', founding, 'ttl = 3600', 'ttl = 0', 'TSK5146', '0'],
  ['masters without a replica', founding, 'nodes = 6', 'nodes = 8', 'TSK5144', '8'],
  [
    'a log that goes nowhere',
    founding,
    'console = true\nfile = "/var/log/tusk-scalability-debug.log"',
    'console = false',
    'TSK5169',
    'false',
  ],
  ['a database without a master', founding, 'write_master = 1', 'write_master = 0', 'TSK5171', '0'],
  [
    'sizes that are changed unseen',
    founding,
    'resource_monitoring = true',
    'resource_monitoring = false',
    'TSK5142',
    'false',
  ],
  ['equal bounds', web, 'max_instances = 6', 'max_instances = 2', 'TSK5136', '2'],
  [
    'sessions without health checks',
    web,
    'health_checks = { path = "/health", interval = 5s, timeout = 1s }',
    'health_checks = false',
    'TSK5156',
    'false',
  ],
  ['an open interface', web, 'listen = "127.0.0.1:8080"', 'admin = "0.0.0.0:9091"', 'TSK5161', '"0.0.0.0:9091"'],
  ['a threshold at the end', byThreshold, 'threshold_high = 70%', 'threshold_high = 100%', 'TSK5125', '100%'],
  ['a rule that saturation does not reach', byThreshold, 'scoring = "pressure"', '# scoring', 'TSK5106', '70%'],
  ['draining that cuts requests off', web, 'listen = "127.0.0.1:8080"', 'request_timeout = 20s', 'TSK5164', '10s'],
  ['slow health checks', web, 'interval = 5s', 'interval = 60s', 'TSK5155', '60s'],
];

function find(texts: Texts): readonly Diagnostic[] {
  return analyzeTexts(texts).diagnostics;
}

/** The findings whose code was not among the others. */
function newIn(found: readonly Diagnostic[], before: readonly Diagnostic[]): readonly Diagnostic[] {
  const codes = new Set(before.map(({ code }) => code));
  return found.filter(({ code }) => !codes.has(code));
}

describe('one mistake in a real configuration', () => {
  it.each(mistakes)('is found once and at its place: %s', (_, texts, from, to, code, at) => {
    const [file = ''] = Object.keys(texts).filter((name) => texts[name]?.includes(from));
    const mistaken = { ...texts, [file]: (texts[file] ?? '').replace(from, to) };
    const before = find(texts);
    const found = find(mistaken);
    const added = code === 'TSK5155' || !before.some((other) => other.code === code) ? newIn(found, before) : found;
    const own = added.filter((one) => one.code === code);
    expect(added.map((one) => one.code)).toEqual([code]);
    const [finding] = own;
    expect(mistaken[finding?.file ?? '']?.slice(finding?.span.start, finding?.span.end)).toBe(at);
    if (finding?.fix === undefined) return;
    const cured = { ...mistaken, [finding.file]: applyEdits(mistaken[finding.file] ?? '', finding.fix.edits) };
    expect(newIn(find(cured), before)).toEqual([]);
  });
});

describe('the fix of a rule that saturation does not reach', () => {
  it.each([
    ['[auto_scaling]\nscoring = "weighted_excess"\n', '[auto_scaling]\nscoring = "pressure"\n'],
    ['[auto_scaling]\n', '[auto_scaling]\nscoring = "pressure"\n'],
    ['[auto_scaling] # how many\r\n', '[auto_scaling] # how many\nscoring = "pressure"\r\n'],
    ['', undefined],
  ])('is made under the header %j', (header, cured) => {
    const metrics = '[auto_scaling.metrics]\ncpu_utilization = { threshold_high = 80 }\n';
    const text = `${header}${metrics}`;
    const finding = find({ 'a.tsk': text }).find(({ code }) => code === 'TSK5106');
    expect(finding).toBeDefined();
    const edits = finding?.fix?.edits;
    expect(edits === undefined ? undefined : applyEdits(text, edits)).toBe(
      cured === undefined ? undefined : cured + metrics,
    );
  });
});
