import { checkConfig, findDefaults } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { datetime, expression, invalid, quantity, range, sample } from './values.ts';

const check = (data: Readonly<Record<string, unknown>>) => checkConfig(sample(data).root);

describe('a duration, size or share', () => {
  const rows: readonly (readonly [says: string, path: string, value: unknown, becomes: number])[] = [
    ['a bare number is in the unit of its setting', 'server.request_timeout', 30, 30_000],
    [
      'a bare number is in milliseconds where the setting says so',
      'auto_scaling.metrics.response_time.threshold_high',
      2000,
      2000,
    ],
    ['a unit counts', 'server.request_timeout', quantity('5m'), 300_000],
    ['a quoted unit counts as well', 'server.request_timeout', '300s', 300_000],
    ['a blank before the unit is allowed in quotes', 'server.request_timeout', '1.5 h', 5_400_000],
    ['what is left of a millisecond is not nothing', 'server.request_timeout', quantity('10us'), 1],
    ['nothing is nothing', 'server.request_timeout', 0, 0],
    ['MB are millions', 'service.memory', 512, 512_000_000],
    ['MiB are powers of 1024', 'service.memory', '512MiB', 536_870_912],
    ['a percentage is a share', 'scalability_architecture.scaling.horizontal.target_cpu', 70, 0.7],
    ['a number up to 1 is a share already', 'scalability_architecture.scaling.horizontal.target_cpu', 0.57, 0.57],
    ['1 is all of it', 'scalability_architecture.scaling.horizontal.target_cpu', 1, 1],
    ['1 % is not', 'scalability_architecture.scaling.horizontal.target_cpu', quantity('1%'), 0.01],
    ['a quoted percentage is a share', 'scalability_architecture.scaling.horizontal.target_cpu', '57%', 0.57],
  ];
  for (const [says, path, value, becomes] of rows) {
    it(says, () => {
      const data = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      const { config, diagnostics } = check(Object(data));
      expect(diagnostics).toEqual([]);
      expect(config.settings).toHaveProperty(path, becomes);
    });
  }
});

describe('a table', () => {
  it('is on with its defaults where only a switch is written', () => {
    const { config } = check({ load_balancing: { health_checks: true } });
    expect(config.settings).toHaveProperty('load_balancing.health_checks', {
      enabled: true,
      interval: 30_000,
      timeout: 5000,
      unhealthy_threshold: 3,
      healthy_threshold: 2,
      path: '/health',
      type: 'http',
      failing_interval: 1000,
      jitter: 0.1,
      expected_status: '200-399',
    });
  });

  it('is off where its switch is off, and where nothing is written and its default is off', () => {
    expect(check({ load_balancing: { ssl: false } }).config.settings).toHaveProperty(
      'load_balancing.ssl.enabled',
      false,
    );
    expect(check({ load_balancing: {} }).config.settings).toHaveProperty('load_balancing.ssl.enabled', false);
  });

  it('is on where it is opened', () => {
    const { config } = check({ load_balancing: { session_affinity: { cookie_name: 'sid' } } });
    expect(config.settings).toHaveProperty('load_balancing.session_affinity.enabled', true);
  });

  it('has a member for the text that it is opened with', () => {
    const { config, diagnostics } = check({ scalability_architecture: { caching: 'redis_cluster' } });
    expect(diagnostics).toEqual([]);
    expect(config.settings).toHaveProperty('scalability_architecture.caching.provider', 'redis_cluster');
  });

  it('may name that member as well, when both say the same', () => {
    const { diagnostics } = check({ scalability_architecture: { caching: { $value: 'memory', provider: 'memory' } } });
    expect(diagnostics).toEqual([]);
  });

  it('is not there where it is not written at the root', () => {
    expect(check({}).config.settings).toEqual({});
  });

  it('has defaults that can be asked for', () => {
    expect(findDefaults(['server'])).toEqual({
      listen: '127.0.0.1:8080',
      admin: '127.0.0.1:9090',
      access_log_format: 'json',
      request_timeout: 30_000,
      keep_alive_timeout: 60_000,
      shutdown_timeout: 30_000,
      max_body: 10_000_000,
      trusted_proxies: [],
    });
    expect(findDefaults(['server', 'listen'])).toBeUndefined();
    expect(findDefaults(['nowhere', 'at', 'all'])).toBeUndefined();
  });

  it('takes names of the user where it says so, whatever they are', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const env = Object.fromEntries(names.map((name) => [name, 'x']));
    const { config, diagnostics } = check({ service: { env } });
    expect(diagnostics).toEqual([]);
    expect(JSON.parse(JSON.stringify(config.settings['service'])).env).toEqual(env);
  });
});

describe('a value', () => {
  it('that is wrong gives way to its default', () => {
    const { config } = check({ server: { request_timeout: 'soon', keep_alive_timeout: -1, listen: 5 } });
    expect(config.settings).toHaveProperty('server.request_timeout', 30_000);
    expect(config.settings).toHaveProperty('server.keep_alive_timeout', 60_000);
    expect(config.settings).toHaveProperty('server.listen', '127.0.0.1:8080');
    expect(config.places.has('/server/listen')).toBe(false);
  });

  it('that is wrong in a list leaves the others', () => {
    const { config } = check({ load_balancing: { ssl: { protocols: ['SSLv3', 'TLSv1.3'] } } });
    expect(config.settings).toHaveProperty('load_balancing.ssl.protocols', ['TLSv1.3']);
    expect(config.places.has('/load_balancing/ssl/protocols/0')).toBe(true);
    expect(config.places.has('/load_balancing/ssl/protocols/1')).toBe(false);
  });

  it('that is wrong in a list leaves the default where nothing else is in it and something must be', () => {
    const { config } = check({ load_balancing: { ssl: { protocols: ['SSLv3'] } } });
    expect(config.settings).toHaveProperty('load_balancing.ssl.protocols', ['TLSv1.2', 'TLSv1.3']);
  });

  it('that is not evaluated, or already reported, is passed over in silence', () => {
    const { config, diagnostics } = check({
      server: { request_timeout: expression, listen: invalid, trusted_proxies: [expression, '::1'] },
      load_balancing: { instances: { a: { host: expression, port: invalid } } },
      debug: invalid,
    });
    expect(diagnostics).toEqual([]);
    expect(config.settings).toHaveProperty('server.request_timeout', 30_000);
    expect(config.settings).toHaveProperty('server.trusted_proxies', ['::1']);
    expect(config.settings).toHaveProperty('load_balancing.instances', {});
  });

  it('is text where text is wanted and the language has typed it', () => {
    const env = {
      RELEASE: datetime('2024-01-15'),
      PORTS: range(8000, 9000),
      WORKERS: 4,
      TTL: quantity('5m'),
      DEBUG: true,
    };
    const { config, diagnostics } = check({ service: { env, args: ['--port', 8080] } });
    expect(diagnostics).toEqual([]);
    expect(config.settings).toHaveProperty('service.env', {
      RELEASE: '2024-01-15',
      PORTS: '8000-9000',
      WORKERS: '4',
      TTL: '5m',
      DEBUG: 'true',
    });
    expect(config.settings).toHaveProperty('service.args', ['--port', '8080']);
  });

  it('is found again by the place of its setting', () => {
    const { text, root } = sample({
      scalability_architecture: { caching: 'memcached' },
      server: { listen: '[::]:80' },
    });
    const { places } = checkConfig(root).config;
    const written = (pointer: string) => {
      const span = places.get(pointer)?.span;
      return span === undefined ? undefined : text.slice(span.start, span.end);
    };
    expect(written('/server/listen')).toBe('"[::]:80"');
    expect(written('/scalability_architecture/caching/provider')).toBe('"memcached"');
    expect(written('/server/admin')).toBeUndefined();
  });

  it('in a table merged from two files has the place of its own file', () => {
    const base = sample({ server: { listen: '127.0.0.1:1' } }, 'base.tsk').root;
    const over = sample({ debug: { log_level: 'loud' } }, 'over.tsk').root;
    const root = { ...base, members: new Map([...base.members, ...over.members]) };
    const { config, diagnostics } = checkConfig(root);
    expect(config.places.get('/server/listen')?.file).toBe('base.tsk');
    expect(diagnostics.map(({ file }) => file)).toEqual(['over.tsk']);
  });
});
