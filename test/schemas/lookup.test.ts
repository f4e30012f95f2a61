import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfig, configSchema, findSetting, listSettings, type Schema } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { sample } from './values.ts';

const root = join(import.meta.dirname, '..', '..');

describe('what is to be said about a setting', () => {
  it('is its type, unit, default and range', () => {
    expect(findSetting(['auto_scaling', 'monitoring_interval'])).toEqual({
      path: ['auto_scaling', 'monitoring_interval'],
      description: 'Time between two evaluations.',
      type: 'a duration such as `60s`',
      isTable: false,
      unit: 's',
      default: 60,
      range: 'from 10 ms to 1 d',
      isClosed: false,
      examples: [60, '15s'],
      isRequired: false,
      isSecret: false,
      keys: [],
      aliases: ['evaluation_interval', 'check_interval', 'interval', 'polling_interval'],
      moved: {},
      hasEffect: true,
    });
  });

  it('is the choices, and what they mean', () => {
    const setting = findSetting(['load_balancing', 'session_affinity', 'method']);
    expect(setting?.isClosed).toBe(true);
    expect(setting?.choices).toEqual([
      { value: 'cookie', description: 'By a cookie that the balancer sets.' },
      { value: 'ip', description: 'By its address.' },
    ]);
  });

  it('is the usual choices where others are possible', () => {
    const setting = findSetting(['scalability_architecture', 'platform']);
    expect(setting?.isClosed).toBe(false);
    expect(setting?.choices?.map(({ value }) => value)).toEqual(['local', 'kubernetes']);
  });

  it('is the choices of the elements of a list, with what is deprecated', () => {
    const choices = findSetting(['load_balancing', 'ssl', 'protocols'])?.choices ?? [];
    expect(choices.filter(({ deprecated }) => deprecated !== undefined).map(({ value }) => value)).toEqual([
      'TLSv1',
      'TLSv1.1',
    ]);
  });

  it('is the other names that it has, the keys that lead elsewhere, and whether the runtime acts on it', () => {
    expect(findSetting(['load_balancing'])).toMatchObject({
      aliases: ['load_balancer', 'lb'],
      moved: { health_check_path: ['health_checks.path'] },
      hasEffect: true,
    });
    expect(findSetting(['circuit_breaker'])?.hasEffect).toBe(false);
  });

  it('is found by a name of the user, and through a head', () => {
    expect(findSetting(['load_balancing', 'instances', 'app-1', 'port'])).toMatchObject({
      isRequired: true,
      range: 'from 1 to 65535',
    });
    expect(findSetting(['service', 'env', 'API_KEY'])?.isSecret).toBe(true);
    expect(findSetting(['debug', 'trace_requests'])?.type).toBe('`true` or `false`');
    expect(findSetting(['scalability_architecture', 'caching', '$value'])?.description).toBe(
      'The shared store that caches use.',
    );
  });

  it('is nothing where there is no such setting', () => {
    expect(findSetting(['auto_scaling', 'constructor'])).toBeUndefined();
    expect(findSetting(['auto_scaling', 'enabled', 'deeper'])).toBeUndefined();
    expect(findSetting(['debug', 'trace_'])).toBeUndefined();
  });

  it('of the document is its tables', () => {
    expect(findSetting([])?.keys).toEqual([
      'service',
      'server',
      'scalability_architecture',
      'auto_scaling',
      'load_balancing',
      'simulation',
      'debug',
      'rate_limiting',
      'circuit_breaker',
      'retry',
      'cache',
      'connection_pool',
      'monitoring',
      'alerting',
      'logging',
    ]);
  });
});

describe('every setting', () => {
  const settings = listSettings();
  const name = (path: readonly string[]): string => path.join('.');

  it('is listed once', () => {
    const names = settings.map(({ path }) => name(path));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('load_balancing.instances.*.port');
    expect(names).toContain('debug.trace_*');
  });

  it('has a sentence that says what it is', () => {
    expect(
      settings.filter(({ description }) => !/^[A-Z].*\.$/s.test(description)).map(({ path }) => name(path)),
    ).toEqual([]);
  });

  it('says what each of its choices means', () => {
    const mute = settings.filter(({ choices = [] }) => choices.some(({ description }) => description === ''));
    expect(mute.map(({ path }) => name(path))).toEqual([]);
  });

  it('shows by a default, an example or its choices what to write', () => {
    const bare = settings.filter(
      (setting) =>
        !setting.isTable &&
        !setting.path.includes('*') &&
        setting.default === undefined &&
        setting.choices === undefined &&
        setting.examples.length === 0,
    );
    expect(bare.map(({ path }) => name(path)).filter((path) => !path.endsWith('_*'))).toEqual([]);
  });

  it('has other names that mean nothing else in their table', () => {
    const clashes = [...tables(configSchema, [])].flatMap(([path, schema]) => {
      const own = Object.entries(schema.properties ?? {});
      const names = [
        ...own.map(([key]) => key),
        ...own.flatMap(([, inner]) => inner['x-tsk-aliases'] ?? []),
        ...Object.keys(schema['x-tsk-moved'] ?? {}),
      ];
      return names.filter((key, index) => names.indexOf(key) !== index).map((key) => `${path}: ${key}`);
    });
    expect(clashes).toEqual([]);
  });

  it('that leads elsewhere leads to a setting', () => {
    const lost = settings.flatMap(({ path, moved }) =>
      Object.values(moved)
        .flat()
        .filter((target) => findSetting([...path, ...target.split('.')]) === undefined),
    );
    expect(lost).toEqual([]);
  });

  it('has a default and examples that are right', () => {
    for (const setting of settings.filter(({ path }) => !path.includes('*') && !name(path).includes('trace_*'))) {
      const values = setting.default === undefined ? setting.examples : [setting.default, ...setting.examples];
      for (const value of values) {
        const data = setting.path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
        const { diagnostics } = checkConfig(sample(Object(data)).root);
        expect(diagnostics.filter(({ severity }) => severity !== 'info').map(({ message }) => message)).toEqual([]);
      }
    }
  });

  it('that is a number has limits, so that no slip of the unit goes unseen', () => {
    const boundless = [...numbers(configSchema, [])].filter(
      ([, schema]) =>
        (schema.minimum ?? schema.exclusiveMinimum) === undefined ||
        (schema.maximum ?? schema.exclusiveMaximum) === undefined,
    );
    expect(boundless.map(([path]) => path)).toEqual([]);
  });
});

describe('what is made from the schemas', () => {
  it('the list of tables has every schema file', () => {
    const files = readdirSync(join(root, 'schemas', 'src', 'config')).filter((file) => file.endsWith('.schema.json'));
    const tables = Object.keys(configSchema.properties ?? {}).map(
      (table) => `${table.replaceAll('_', '-')}.schema.json`,
    );
    expect(files.toSorted()).toEqual([...tables, 'common.schema.json', 'tsk.schema.json'].toSorted());
  });

  it('the reference is up to date', () => {
    const script = join(root, 'schemas', 'scripts', 'reference.mjs');
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });
});

function* tables(schema: Schema, path: readonly string[]): Generator<readonly [string, Schema]> {
  yield [path.join('.'), schema];
  for (const [key, inner] of Object.entries(schema.properties ?? {})) yield* tables(inner, [...path, key]);
}

function* numbers(schema: Schema, path: readonly string[]): Generator<readonly [string, Schema]> {
  if (schema.type === 'number' || schema.type === 'integer') yield [path.join('.'), schema];
  for (const [key, inner] of Object.entries(schema.properties ?? {})) yield* numbers(inner, [...path, key]);
  if (typeof schema.additionalProperties === 'object') yield* numbers(schema.additionalProperties, [...path, '*']);
}
