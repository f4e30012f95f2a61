import { decodePlan, encodePlan, findOrigin, type PlanProblem } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { planWith, samplePlan } from './sample-plan.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const problemsOf = (json: unknown, env: Environment = {}): readonly PlanProblem[] => {
  const decoded = decodePlan(json, { env });
  return decoded.ok ? [] : decoded.problems;
};

const planOf = (json: unknown, env: Environment = {}): unknown => {
  const decoded = decodePlan(json, { env });
  expect(decoded.ok ? [] : decoded.problems).toEqual([]);
  return decoded.ok ? decoded.plan : undefined;
};

describe('what is not a plan to be run', () => {
  const rows: readonly (readonly [json: unknown, code: string, pointer: string, says: string])[] = [
    [null, 'TSK7001', '', 'This is not a plan: it is null, and a plan is an object.'],
    [[1], 'TSK7001', '', 'This is not a plan: it is a list, and a plan is an object.'],
    [{}, 'TSK7001', '', 'This is not a plan: it has no `version`.'],
    [
      planWith('version', 3),
      'TSK7002',
      '/version',
      'This is a plan of version 3; this runtime reads version 1. Compile it again.',
    ],
    [planWith('scaling', undefined), 'TSK7003', '', 'The plan lacks `scaling`.'],
    [planWith('server.adress', 'x'), 'TSK7003', '/server', '`server` has `adress`, which no plan has.'],
    [planWith('server.port', 80_800), 'TSK7004', '/server/port', '`server.port` must be at most 65535, not 80800.'],
    [planWith('server.port', '80'), 'TSK7004', '/server/port', '`server.port` must be a whole number, not "80".'],
    [
      planWith('service.memoryBytes', {}),
      'TSK7004',
      '/service/memoryBytes',
      '`service.memoryBytes` must be a whole number or `null`, not an object.',
    ],
    [
      planWith('scaling.metrics.0.high', 0),
      'TSK7004',
      '/scaling/metrics/0/high',
      '`scaling.metrics.0.high` must be more than 0, not 0.',
    ],
    [
      planWith('balancing.affinity.method', 'header'),
      'TSK7004',
      '/balancing/affinity/method',
      '`balancing.affinity.method` must be one of "cookie", "ip", not "header".',
    ],
    [
      planWith('balancing.health.path', 'health'),
      'TSK7004',
      '/balancing/health/path',
      '`balancing.health.path` must be of the form ^/, not "health".',
    ],
    [
      planWith('server.port', { $env: 'PORT', type: 'integer' }),
      'TSK7005',
      '/server/port',
      '`server.port` needs the environment variable PORT, which is not set and has no default.',
    ],
    [
      planWith('server.port', { $env: 'BAD', type: 'integer', default: 80 }),
      'TSK7006',
      '/server/port',
      '`server.port` must be a whole number, and the environment variable BAD is not.',
    ],
    [
      planWith('server.requestTimeoutMs', { $env: 'BAD', type: 'integer', scale: 1000, quantity: 'duration' }),
      'TSK7006',
      '/server/requestTimeoutMs',
      '`server.requestTimeoutMs` must be a duration, and the environment variable BAD is not.',
    ],
  ];
  for (const [json, code, pointer, says] of rows) {
    it(says, () => {
      const problems = problemsOf(json, { BAD: 'bad' });
      expect(problems.map((problem) => [problem.code, problem.pointer, problem.message])).toEqual([
        [code, pointer, says],
      ]);
    });
  }

  it('a problem cites the line that the value was written in', () => {
    const [problem] = problemsOf(planWith('scaling.intervalMs', 0));
    expect(problem?.origin).toEqual({ file: 'shop.tsk', line: 4, column: 23, key: 'auto_scaling.monitoring_interval' });
  });

  it('every problem is told, those of the environment first', () => {
    const json = { ...Object(planWith('server.port', -1)), extra: 1, platform: { $env: 'NOWHERE' }, debug: undefined };
    expect(problemsOf(json).map(({ code, pointer }) => [code, pointer])).toEqual([
      ['TSK7005', '/platform'],
      ['TSK7003', ''],
      ['TSK7003', ''],
      ['TSK7004', '/server/port'],
    ]);
  });

  it('a value that comes from the environment and is out of range is told with its place', () => {
    const json = planWith('scaling.intervalMs', {
      $env: 'INTERVAL',
      type: 'integer',
      scale: 1000,
      quantity: 'duration',
    });
    expect(problemsOf(json, { INTERVAL: '0' })).toMatchObject([{ code: 'TSK7004', origin: { line: 4 } }]);
  });
});

describe('a deferred value', () => {
  const rows: readonly (readonly [
    says: string,
    path: string,
    node: object,
    text: string | undefined,
    becomes: unknown,
  ])[] = [
    [
      'is a number of the unit that is assumed',
      'server.requestTimeoutMs',
      { type: 'integer', scale: 1000, quantity: 'duration' },
      '30',
      30_000,
    ],
    [
      'may have a unit of its own',
      'server.requestTimeoutMs',
      { type: 'integer', scale: 1000, quantity: 'duration' },
      '2m',
      120_000,
    ],
    ['may be a size', 'server.maxBodyBytes', { type: 'integer', scale: 1_000_000, quantity: 'size' }, '64KiB', 65_536],
    [
      'may be a percentage',
      'scaling.thresholdStep.cpuRatio',
      { type: 'number', scale: 0.01, quantity: 'ratio' },
      '57',
      0.57,
    ],
    [
      'may be a share',
      'scaling.thresholdStep.cpuRatio',
      { type: 'number', scale: 0.01, quantity: 'ratio' },
      '0.57',
      0.57,
    ],
    ['is a whole number', 'server.port', { type: 'integer' }, ' 8081 ', 8081],
    ['is true or false', 'debug.enabled', { type: 'boolean' }, 'Yes', true],
    ['is text as it is', 'service.name', { type: 'string' }, ' a ', ' a '],
    ['may be empty text', 'service.workingDirectory', { type: 'string' }, '', ''],
    ['has its default where the variable is not set', 'server.port', { type: 'integer', default: 1 }, undefined, 1],
  ];
  for (const [says, path, node, text, becomes] of rows) {
    it(says, () => {
      expect(planOf(planWith(path, { $env: 'X', ...node }), { X: text })).toHaveProperty(path, becomes);
    });
  }

  it('is not looked for in what every object has', () => {
    expect(problemsOf(planWith('service.name', { $env: 'toString' }))).toMatchObject([{ code: 'TSK7005' }]);
  });

  it('leaves the input as it is', () => {
    const json = planWith('server.port', { $env: 'X', type: 'integer' });
    const before = structuredClone(json);
    decodePlan(json, { env: { X: '1' } });
    expect(json).toEqual(before);
  });
});

describe('the text of a plan', () => {
  it('has the keys in the order of the schema, and names sorted', () => {
    const reversed = Object.fromEntries(Object.entries(samplePlan).reverse());
    const decoded = decodePlan(reversed, { env: {} });
    const text = decoded.ok ? encodePlan(decoded.plan) : '';
    expect(text).toBe(encodePlan(samplePlan));
    expect(text.startsWith('{\n  "version": 1,\n  "sources": [')).toBe(true);
    expect(text.indexOf('"A"')).toBeLessThan(text.indexOf('"LOG_LEVEL"'));
  });

  it('keeps deferred values', () => {
    const deferred = { $env: 'NAME', type: 'string' } as const;
    const text = encodePlan({ ...samplePlan, service: { ...samplePlan.service, name: deferred } });
    expect(JSON.parse(text)).toHaveProperty('service.name', deferred);
  });
});

describe('an origin', () => {
  it('is that of the value, or of what holds it', () => {
    expect(findOrigin(samplePlan, '/scaling/intervalMs')?.line).toBe(4);
    expect(findOrigin(samplePlan, '/scaling/metrics/0')?.key).toBe('auto_scaling');
    expect(findOrigin(samplePlan, '/server/port')).toBeUndefined();
    expect(findOrigin(samplePlan, '')).toBeUndefined();
  });
});
