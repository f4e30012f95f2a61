import { analyze, findChanges, type PlanChange, type PlanFile } from '@tsk/compiler';
import { planSchema, type Schema } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { effectRules } from '../../compiler/src/plan-changes/effects/index.ts';

function planOf(text: string): PlanFile {
  const { plan, diagnostics } = analyze({ files: new Map([['a.tsk', text]]), env: {}, nowMs: 0 }, ['a.tsk']);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan;
}

const changesOf = (before: string, after: string): readonly PlanChange[] => findChanges(planOf(before), planOf(after));

/** `effect trend`, with `!` for what breaks a promise. */
const judgementsOf = (changes: readonly PlanChange[]): readonly string[] =>
  changes.flatMap(({ judgements }) =>
    judgements.map(({ effect, trend, isBreaking }) => `${effect} ${trend}${isBreaking ? '!' : ''}`),
  );

const scaling = (rest: string): string =>
  `[auto_scaling]\nscoring = "pressure"\nmin_instances = 2\nmax_instances = 10\n${rest}`;
const tls = (rest: string): string => `[load_balancing.ssl]\ncertificate = "a"\nprivate_key = "b"\n${rest}`;
const pool = (names: readonly string[]): string =>
  `[service]\nprovider = "static"\n[load_balancing.instances]\n${names.map((name) => `${name} = { host = "10.0.0.1", port = 80 }\n`).join('')}`;

describe('what changes in a plan', () => {
  const cases: readonly (readonly [what: string, before: string, after: string, judgements: readonly string[]])[] = [
    ['nothing', scaling(''), `# a comment\n${scaling('')}`, []],
    [
      'fewer instances at all times',
      scaling(''),
      scaling('').replace('= 2', '= 1'),
      ['capacity worse!', 'cost better', 'availability worse!'],
    ],
    ['more instances at all times', scaling(''), scaling('').replace('= 2', '= 4'), ['capacity better', 'cost worse']],
    ['a lower bound of growth', scaling(''), scaling('').replace('= 10', '= 5'), ['capacity worse!', 'cost better']],
    [
      'fewer instances with more processor time each',
      `[service]\ncpu_cores = 1\n${scaling('').replace('= 2', '= 4')}`,
      `[service]\ncpu_cores = 2\n${scaling('')}`,
      ['capacity better', 'cost worse', 'capacity worse', 'cost better'],
    ],
    [
      'less processor time',
      `[service]\ncpu_cores = 2\n${scaling('')}`,
      `[service]\ncpu_cores = 1\n${scaling('')}`,
      ['capacity worse!', 'cost better'],
    ],
    ['scaling off', scaling('enabled = true\n'), scaling('enabled = false\n'), ['capacity worse!']],
    [
      'a longer cooldown before the next growth',
      scaling('[auto_scaling.policies.scale_up]\ncooldown_period = 60s\n'),
      scaling('[auto_scaling.policies.scale_up]\ncooldown_period = 120s\n'),
      ['capacity worse'],
    ],
    [
      'another path of the health check',
      '[load_balancing.health_checks]\npath = "/a"\n',
      '[load_balancing.health_checks]\npath = "/b"\n',
      ['availability different'],
    ],
    [
      'health checks off',
      '[load_balancing]\nhealth_checks = true\n',
      '[load_balancing]\nhealth_checks = false\n',
      ['availability worse!'],
    ],
    [
      'another cookie while nobody gets one',
      '[load_balancing.session_affinity]\nenabled = false\ncookie_name = "a"\n',
      '[load_balancing.session_affinity]\nenabled = false\ncookie_name = "b"\n',
      ['other different'],
    ],
    [
      'a shorter time for requests',
      '[server]\nrequest_timeout = 30s\n',
      '[server]\nrequest_timeout = 10s\n',
      ['availability worse!'],
    ],
    [
      'an instance less',
      pool(['a', 'b', 'c']),
      pool(['a', 'c']),
      ['capacity worse!', 'cost better', 'availability worse'],
    ],
    ['an instance more', pool(['a', 'b']), pool(['a', 'b', 'c']), ['capacity better', 'cost worse']],
    ['the same instances in another order', pool(['a', 'b']), pool(['b', 'a']), []],
    [
      'a time that the environment decides from now on',
      '[server]\nrequest_timeout = 30s\n',
      '[server]\nrequest_timeout = @env("T")\n',
      ['other different'],
    ],
    [
      'a time that the environment decides, and that is shorter where it is silent',
      '[server]\nrequest_timeout = 30s\n',
      '[server]\nrequest_timeout = @env("T", 10)\n',
      ['availability worse!'],
    ],
    ['TLS off', tls('enabled = true\n'), tls('enabled = false\n'), ['security worse!']],
    [
      'an old version of TLS',
      tls('protocols = ["TLSv1.2"]\n'),
      tls('protocols = ["TLSv1.1", "TLSv1.2"]\n'),
      ['security worse!'],
    ],
    [
      'an old version of TLS less',
      tls('protocols = ["TLSv1.1", "TLSv1.2"]\n'),
      tls('protocols = ["TLSv1.2"]\n'),
      ['availability worse', 'security better'],
    ],
    [
      'a service that others can reach',
      '[server]\nlisten = "127.0.0.1:80"\n',
      '[server]\nlisten = "0.0.0.0:80"\n',
      ['security worse!'],
    ],
    [
      'a variable that becomes a value',
      '[service]\nenv { MODE = @env("MODE") }\n',
      '[service]\nenv { MODE = "fast" }\n',
      ['security worse!'],
    ],
    ['what previews reckon with', '[simulation]\nworkers = 4\n', '[simulation]\nworkers = 8\n', ['other different']],
  ];

  it.each(cases)('%s', (_what, before, after, judgements) => {
    const changes = changesOf(before, after).filter(
      ({ path }) => path[0] !== 'scaling' || !isCount(path) || before.includes('auto'),
    );
    expect(judgementsOf(changes)).toEqual(judgements);
    expect(changes.map(({ isBreaking }) => isBreaking).some(Boolean)).toBe(
      judgements.some((text) => text.endsWith('!')),
    );
  });

  /** The bounds of a fixed pool follow from the number of its instances. */
  const isCount = (path: readonly string[]): boolean => /(?:min|max)Instances$/.test(path.at(-1) ?? '');

  it('shows values in the units of a person, with the key and the place that they are written at', () => {
    const [change] = changesOf(scaling('monitoring_interval = 60s\n'), scaling('monitoring_interval = 5m\n'));
    expect(change).toMatchObject({
      key: 'auto_scaling.monitoring_interval',
      shownBefore: '60 s',
      shownAfter: '5 min',
      origin: { file: 'a.tsk', line: 5, column: 23 },
      isOldOrigin: false,
    });
  });

  it('leads to the old place where the new value is a default', () => {
    const [change] = changesOf(scaling('monitoring_interval = 5m\n'), scaling(''));
    expect(change).toMatchObject({ shownAfter: '60 s', origin: { line: 5 }, isOldOrigin: true });
  });

  it('reckons with a price only where one is given', () => {
    const price = '[simulation]\ncost_per_instance_hour = 0.5\n';
    const [before, after] = [scaling(''), scaling('').replace('= 2', '= 4')];
    const whyOf = (changes: readonly PlanChange[]): string | undefined =>
      changes.flatMap(({ judgements }) => judgements).find(({ effect }) => effect === 'cost')?.why;
    expect(whyOf(changesOf(before + price, after + price))).toBe(
      'More instances run at all times, up to 24 more a day.',
    );
    expect(whyOf(changesOf(before, after))).toBe('More instances run at all times.');
  });

  it('has rules only about values that a plan has', () => {
    const paths = effectRules.flatMap(([, rules]) => rules.map(({ path }) => path));
    expect(paths.length).toBeGreaterThan(60);
    expect(paths.filter((path) => !isInPlan(path.split('.')))).toEqual([]);
  });
});

function isInPlan(path: readonly string[]): boolean {
  let schema: Schema | undefined = planSchema;
  for (const key of path) {
    schema = follow(schema);
    schema = key === '*' ? (schema?.items ?? additional(schema)) : schema?.properties?.[key];
  }
  return schema !== undefined;
}

function follow(schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : planSchema.$defs?.[name];
}

function additional(schema: Schema | undefined): Schema | undefined {
  return typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}
