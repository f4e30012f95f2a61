import { checkConfig } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { env, sample } from './values.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const check = (data: Readonly<Record<string, unknown>>, environment?: Environment) =>
  checkConfig(sample(data).root, environment === undefined ? {} : { environment });

const settingsOf = (data: Readonly<Record<string, unknown>>, environment?: Environment) => {
  const { config, diagnostics } = check(data, environment);
  expect(diagnostics).toEqual([]);
  return config.settings;
};

describe('a value from the environment', () => {
  const rows: readonly (readonly [says: string, path: string, value: unknown, becomes: unknown])[] = [
    [
      'is text where text is asked for',
      'service.name',
      env('N', 'shop'),
      { $env: 'N', type: 'string', default: 'shop' },
    ],
    ['needs no default', 'service.name', env('N'), { $env: 'N', type: 'string' }],
    [
      'has a number for a default where a number is asked for',
      'auto_scaling.max_instances',
      env('N', '20'),
      { $env: 'N', type: 'integer', default: 20 },
    ],
    [
      'has a boolean for a default where one is asked for',
      'debug.trace_scalability',
      env('N', 'yes'),
      { $env: 'N', type: 'boolean', default: true },
    ],
    [
      'has text for a default where text is asked for',
      'service.name',
      env('N', 5),
      { $env: 'N', type: 'string', default: '5' },
    ],
    [
      'has a duration in milliseconds for a default',
      'server.request_timeout',
      env('N', '5m'),
      { $env: 'N', type: 'integer', scale: 1000, quantity: 'duration', default: 300_000 },
    ],
    [
      'has a bare default in the unit of its setting',
      'server.request_timeout',
      env('N', '30'),
      { $env: 'N', type: 'integer', scale: 1000, quantity: 'duration', default: 30_000 },
    ],
    [
      'has a size in bytes for a default',
      'service.memory',
      env('N', 64),
      { $env: 'N', type: 'integer', scale: 1_000_000, quantity: 'size', default: 64_000_000 },
    ],
    [
      'has a share for a default',
      'scalability_architecture.scaling.horizontal.target_cpu',
      env('N', '70%'),
      { $env: 'N', type: 'number', scale: 0.01, quantity: 'ratio', default: 0.7 },
    ],
    [
      'is a switch where a table is asked for',
      'load_balancing.ssl.enabled',
      env('N', 'off'),
      { $env: 'N', type: 'boolean', default: false },
    ],
  ];
  for (const [says, path, value, becomes] of rows) {
    it(says, () => {
      const data = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      expect(settingsOf(Object(data))).toHaveProperty(path, becomes);
    });
  }

  it('opens a table that has a switch, and one that has a head', () => {
    const settings = settingsOf({
      debug: env('DEBUG'),
      scalability_architecture: { caching: env('STORE', 'memcached') },
    });
    expect(settings).toHaveProperty('debug.enabled', { $env: 'DEBUG', type: 'boolean' });
    expect(settings).toHaveProperty('scalability_architecture.caching.provider', {
      $env: 'STORE',
      type: 'string',
      default: 'memcached',
    });
  });

  it('stands in a list among others', () => {
    expect(settingsOf({ service: { args: ['--key', env('KEY'), 'x'] } })).toHaveProperty('service.args', [
      '--key',
      { $env: 'KEY', type: 'string' },
      'x',
    ]);
  });

  it('with a default that cannot be used has the default of its setting', () => {
    const { config } = check({ server: { request_timeout: env('N', 'soon') } });
    expect(config.settings).toHaveProperty('server.request_timeout.default', 30_000);
  });
});

describe('with an environment to look at', () => {
  it('variables are looked up, and become what their setting needs', () => {
    const data = {
      server: { request_timeout: env('T', '5s') },
      auto_scaling: { max_instances: env('M') },
      debug: env('D'),
    };
    const settings = settingsOf(data, { T: '2m', M: '7', D: 'off' });
    expect(settings).toHaveProperty('server.request_timeout', 120_000);
    expect(settings).toHaveProperty('auto_scaling.max_instances', 7);
    expect(settings).toHaveProperty('debug.enabled', false);
  });

  it('a variable that is not set has its default', () => {
    expect(settingsOf({ service: { name: env('N', 'shop') } }, {})).toHaveProperty('service.name', 'shop');
  });

  it('secrets stay with the runtime', () => {
    const key = { $env: 'KEY', type: 'string' };
    const settings = settingsOf({ service: { env: { KEY: env('KEY') }, args: [env('KEY')] } }, { KEY: 'hush' });
    expect(settings).toHaveProperty('service.env.KEY', key);
    expect(settings).toHaveProperty('service.args', [key]);
  });

  it('a variable without value and default is reported', () => {
    expect(
      check({ service: { name: env('toString') } }, {}).diagnostics.map(({ code, message }) => [code, message]),
    ).toEqual([
      ['TSK4011', '`service.name` needs the environment variable toString, which is not set and has no default.'],
    ]);
  });

  it('a variable that does not fit is reported', () => {
    const { diagnostics } = check({ auto_scaling: { max_instances: env('M', '7') } }, { M: 'many' });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['TSK4012', '`auto_scaling.max_instances` must be a whole number, but the environment variable M is "many".'],
    ]);
  });

  it('a variable out of range, of no choice or of another form is reported like any value', () => {
    const data = {
      auto_scaling: { max_instances: env('M') },
      load_balancing: { algorithm: env('A', 'ip_hash') },
      server: { listen: env('L') },
    };
    const { diagnostics } = check(data, { M: '0', A: 'ip_hahs', L: 'x' });
    expect(diagnostics.map(({ code, message, fix }) => [code, message, fix])).toEqual([
      ['TSK4004', '`auto_scaling.max_instances` must be at least 1, not 0.', undefined],
      [
        'TSK4005',
        '`load_balancing.algorithm` cannot be "ip_hahs" from the variable A; did you mean "ip_hash"?',
        undefined,
      ],
      [
        'TSK4008',
        '`server.listen` must be an address and a port, such as `127.0.0.1:8080`, not "x" from the variable L.',
        undefined,
      ],
    ]);
  });
});
