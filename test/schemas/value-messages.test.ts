import { checkConfig } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { type Mistake, testMistakes } from './mistakes.ts';
import { env, quantity, range, sample } from './values.ts';

const mistakes: readonly Mistake[] = [
  [
    { auto_scaling: { max_instances: '20' } },
    'TSK4003',
    '"20"',
    '`auto_scaling.max_instances` must be a whole number, not the text "20".',
    'auto_scaling = { max_instances = 20 }',
  ],
  [
    { auto_scaling: { max_instances: 2.5 } },
    'TSK4003',
    '2.5',
    '`auto_scaling.max_instances` must be a whole number, not the number 2.5.',
  ],
  [
    { auto_scaling: { max_instances: Number.NaN } },
    'TSK4003',
    'NaN',
    '`auto_scaling.max_instances` must be a whole number, not the number NaN.',
  ],
  [
    { auto_scaling: { max_instances: range(2, 20) } },
    'TSK4003',
    '2-20',
    '`auto_scaling.max_instances` must be a whole number, not the range 2-20.',
  ],
  [
    { auto_scaling: { enabled: 'yes' } },
    'TSK4003',
    '"yes"',
    '`auto_scaling.enabled` must be `true` or `false`, not the text "yes".',
    'auto_scaling = { enabled = true }',
  ],
  [
    { service: { working_directory: 7 } },
    'TSK4003',
    '7',
    '`service.working_directory` must be text, not the number 7.',
    'service = { working_directory = "7" }',
  ],
  [
    { debug: 'on' },
    'TSK4003',
    '"on"',
    '`debug` must be a table, `true` or `false`, not the text "on".',
    'debug = true',
  ],
  [
    { service: { cpu_cores: 'a'.repeat(60) } },
    'TSK4003',
    `"${'a'.repeat(60)}"`,
    `\`service.cpu_cores\` must be a number, not the text "${'a'.repeat(39)}…".`,
  ],
  [
    { service: { args: 'x' } },
    'TSK4018',
    '"x"',
    '`service.args` is the text "x", which is read as a list of one; write that.',
    'service = { args = ["x"] }',
  ],
  [{ service: { args: true } }, 'TSK4003', 'true', '`service.args` must be a list, not `true`.'],
  [{ simulation: 'x' }, 'TSK4003', '"x"', '`simulation` must be a table, not the text "x".'],
  [{ simulation: null }, 'TSK4003', 'null', '`simulation` must be a table, not `null`.'],
  [
    { auto_scaling: { enabled: 1 } },
    'TSK4003',
    '1',
    '`auto_scaling.enabled` must be `true` or `false`, not the number 1.',
    'auto_scaling = { enabled = true }',
  ],
  [
    { auto_scaling: { metrics: { error_rate: { threshold_high: 0.5 } } } },
    'TSK4017',
    '0.5',
    '`auto_scaling.metrics.error_rate.threshold_high` is 0.5, which may be `0.5%` or `50%`; write one of them.',
  ],
  [
    { debug: { log_level: 'WARNING' } },
    'TSK4018',
    '"WARNING"',
    '`debug.log_level` is "WARNING", which is read as "warn"; write that.',
    'debug = { log_level = "warn" }',
  ],
  [
    { auto_scaling: { metrics: { request_rate: { threshold_high: '100/parsec' } } } },
    'TSK4007',
    '"100/parsec"',
    '`auto_scaling.metrics.request_rate.threshold_high` is a rate, and `/parsec` is not a unit; write one of `/d`, `/h`, `/m` or `/s`.',
  ],
  [
    { load_balancing: 'nginx' },
    'TSK4003',
    '"nginx"',
    '`load_balancing` must be a table, `true` or `false`, not the text "nginx".',
  ],
  [
    { load_balancing: { $value: 'nginx', enabled: true } },
    'TSK4003',
    '"nginx"',
    '`load_balancing` must be a table, `true` or `false`, not the text "nginx".',
  ],
  [
    { scalability_architecture: { caching: 6 } },
    'TSK4003',
    '6',
    '`scalability_architecture.caching` must be a table or text, not the number 6.',
  ],
  [
    { server: { request_timeout: 'soon' } },
    'TSK4003',
    '"soon"',
    '`server.request_timeout` must be a duration such as `30s`, not the text "soon".',
  ],
  [
    { server: { request_timeout: '30' } },
    'TSK4003',
    '"30"',
    '`server.request_timeout` must be a duration such as `30s`, not the text "30".',
    'server = { request_timeout = 30 }',
  ],
  [
    { server: { listen: 8080 } },
    'TSK4003',
    '8080',
    '`server.listen` must be an address and a port, such as `127.0.0.1:8080`, not the number 8080.',
  ],
  [
    { auto_scaling: { monitoring_interval: 0 } },
    'TSK4004',
    '0',
    '`auto_scaling.monitoring_interval` must be at least 10 ms, not 0 s.',
    'auto_scaling = { monitoring_interval = 0.01 }',
  ],
  [
    { auto_scaling: { monitoring_interval: quantity('2ms') } },
    'TSK4004',
    '2ms',
    '`auto_scaling.monitoring_interval` must be at least 10 ms, not 2ms.',
    'auto_scaling = { monitoring_interval = 10ms }',
  ],
  [
    { auto_scaling: { monitoring_interval: '8d' } },
    'TSK4004',
    '"8d"',
    '`auto_scaling.monitoring_interval` must be at most 1 d, not 8d.',
    'auto_scaling = { monitoring_interval = 1d }',
  ],
  [
    { auto_scaling: { policies: { scale_up: { scale_factor: 0.5 } } } },
    'TSK4004',
    '0.5',
    '`auto_scaling.policies.scale_up.scale_factor` must be more than 1, not 0.5.',
  ],
  [
    { auto_scaling: { policies: { scale_down: { scale_factor: 1 } } } },
    'TSK4004',
    '1',
    '`auto_scaling.policies.scale_down.scale_factor` must be less than 1, not 1.',
  ],
  [
    { scalability_architecture: { scaling: { horizontal: { target_cpu: 170 } } } },
    'TSK4004',
    '170',
    '`scalability_architecture.scaling.horizontal.target_cpu` must be at most 100 %, not 170 %.',
    'scalability_architecture = { scaling = { horizontal = { target_cpu = 100% } } }',
  ],
  [
    { load_balancing: { ssl: { protocols: [] } } },
    'TSK4004',
    '[]',
    '`load_balancing.ssl.protocols` must be a list with something in it, not an empty one.',
  ],
  [
    { load_balancing: { algorithm: 'least_conections' } },
    'TSK4005',
    '"least_conections"',
    '`load_balancing.algorithm` cannot be "least_conections"; did you mean "least_connections"?',
    'load_balancing = { algorithm = "least_connections" }',
  ],
  [
    { load_balancing: { session_affinity: { method: 'header' } } },
    'TSK4005',
    '"header"',
    '`load_balancing.session_affinity.method` cannot be "header"; it is "cookie" or "ip".',
  ],
  [
    { server: { request_timeout: '5min' } },
    'TSK4007',
    '"5min"',
    '`server.request_timeout` is a duration, and `min` is not a unit; did you mean `5m`?',
    'server = { request_timeout = 5m }',
  ],
  [
    { server: { max_body: quantity('10Mb') } },
    'TSK4007',
    '10Mb',
    '`server.max_body` is a size, and `Mb` is not a unit; did you mean `10MB`?',
    'server = { max_body = 10MB }',
  ],
  [
    { server: { request_timeout: quantity('5MB') } },
    'TSK4007',
    '5MB',
    '`server.request_timeout` is a duration, and `MB` is a unit of size; write one of `ns`, `us`, `ms`, `s`, `m`, `h`, `d` or `w`.',
  ],
  [
    { scalability_architecture: { scaling: { horizontal: { target_cpu: quantity('70pc') } } } },
    'TSK4007',
    '70pc',
    '`scalability_architecture.scaling.horizontal.target_cpu` is a share, and `pc` is not a unit; write `%`.',
  ],
  [
    { server: { listen: '8080' } },
    'TSK4008',
    '"8080"',
    '`server.listen` must be an address and a port, such as `127.0.0.1:8080`, not the text "8080".',
  ],
  [
    { server: { trusted_proxies: ['10.0.0.0/8', 'proxy.local'] } },
    'TSK4008',
    '"proxy.local"',
    '`server.trusted_proxies[1]` must be an address or a CIDR block, such as `10.0.0.0/8`, not the text "proxy.local".',
  ],
  [
    { load_balancing: { ssl: { protocols: ['TLSv1.1'] } } },
    'TSK4009',
    '"TLSv1.1"',
    '`load_balancing.ssl.protocols[0]` should no longer be "TLSv1.1": RFC 8996 forbids it; use "TLSv1.2" and "TLSv1.3".',
  ],
  [
    { service: { args: env('ARGS') } },
    'TSK4003',
    '@env("ARGS")',
    '`service.args` must be a list, not the text of an environment variable.',
  ],
  [
    { load_balancing: { algorithm: env('ALGORITHM', 'fastest') } },
    'TSK4005',
    '@env("ALGORITHM", "fastest")',
    '`load_balancing.algorithm` cannot be the default "fastest"; it is "round_robin", "least_connections", "ip_hash", "least_response_time", "random", "p2c", "ring_hash" or "maglev".',
  ],
  [
    { auto_scaling: { max_instances: env('MAX', '0') } },
    'TSK4004',
    '@env("MAX", "0")',
    '`auto_scaling.max_instances` must be at least 1, not 0.',
  ],
];

describe('a mistake in a value is reported once, where it is, in words', () => {
  testMistakes(mistakes);
});

describe('of several mistakes', () => {
  it('in one value only the type is told', () => {
    const { diagnostics } = checkConfig(sample({ load_balancing: { algorithm: 5 } }).root);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`load_balancing.algorithm` must be text, not the number 5.',
    ]);
  });

  it('the order is that of the text', () => {
    const { text, root } = sample({ simulation: { workers: 'a', ports: 80, step: 'b' }, auto_scaling: { extra: 1 } });
    const { diagnostics } = checkConfig(root);
    expect(diagnostics.map(({ span }) => text.slice(span.start, span.end))).toEqual(['"a"', 'ports', '"b"', 'extra']);
  });

  it('no more than 200 are told', () => {
    const args = Array.from({ length: 1000 }, () => [[]]);
    expect(checkConfig(sample({ service: { args } }).root).diagnostics).toHaveLength(200);
  });
});
