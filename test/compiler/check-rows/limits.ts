import type { Row } from './row.ts';

/** Pools, retries, rate limits and alerts. */
export const limits: readonly Row[] = [
  ['TSK5185', '[connection_pool]\nmin_size = 5\nmax_size = 4\n', '[connection_pool]\nmin_size = 5\nmax_size = 5\n'],
  ['TSK5185', '[connection_pool]\nidle_timeout = 2h\nmax_lifetime = 60m\n', '[connection_pool]\nidle_timeout = 2h\n'],
  ['TSK5185', '[retry]\ninitial_delay = 2s\nmax_delay = "1500ms"\n', '[retry]\ninitial_delay = 2s\nmax_delay = 2s\n'],
  ['TSK5185', '[cache]\nttl = 61\nmax_ttl = 60\n', '[cache]\nttl = 61\nmax_ttl = 0\n'],
  [
    'TSK5186',
    '[rate_limiting]\nrequests_per_second = 10\nrequests_per_minute = 601\n',
    '[rate_limiting]\nrequests_per_second = 10\nrequests_per_minute = 600\n',
  ],
  [
    'TSK5186',
    '[rate_limiting]\nrequests_per_minute = 51\nrequests_per_day = 50\n',
    '[rate_limiting]\nrequests_per_minute = 50\nrequests_per_day = 50\n',
  ],
  [
    'TSK5187',
    '[rate_limiting]\nglobal = { requests_per_second = 101 }\n[simulation]\nworkers = 10\n',
    '[rate_limiting]\nglobal = { requests_per_second = 100 }\n[simulation]\nworkers = 10\n',
  ],
  [
    'TSK5188',
    '[rate_limiting]\nwhitelist = ["::1", "::2"]\nblacklist = ["::2"]\n',
    '[rate_limiting]\nwhitelist = ["::1"]\nblacklist = ["::2"]\n',
  ],
  [
    'TSK5189',
    '[circuit_breaker]\nsuccess_threshold = 4\nhalf_open_max_calls = 3\n',
    '[circuit_breaker]\nsuccess_threshold = 4\n',
  ],
  [
    'TSK5190',
    '[retry]\nbackoff = "exponential"\nbackoff_multiplier = 1\n',
    '[retry]\nbackoff = "constant"\nbackoff_multiplier = 1\n',
  ],
  ['TSK5191', '[alerting]\nchannels = ["slack"]\n', '[alerting]\nchannels = ["pager"]\n'],
];
