import type { Row } from './row.ts';

const weighted = (metrics: string, more = ''): string =>
  `[auto_scaling]\nscoring = "weighted_excess"\n${more}[auto_scaling.metrics]\n${metrics}\n`;
const pressure = (more: string): string => `[auto_scaling]\nscoring = "pressure"\n${more}\n`;
const kpa = (more: string): string => `[auto_scaling]\nscoring = "kpa"\n${more}\n`;
const rate = 'request_rate = { threshold_high = 100, threshold_low = 10 }';

/** Scaling: bounds, signals, rules and pace. */
export const scaling: readonly Row[] = [
  ['TSK5101', pressure('min_instances = 6\nmax_instances = 5'), pressure('min_instances = 4\nmax_instances = 5')],
  ['TSK5103', '[auto_scaling]\nmin_instances = 0\n', '[auto_scaling]\nmin_instances = 1\n'],
  [
    'TSK5104',
    '[auto_scaling.policies]\nscale_up = { cooldown_period = 29 }\n',
    '[auto_scaling.policies]\nscale_up = { cooldown_period = 30 }\n',
  ],
  [
    'TSK5106',
    weighted('cpu_utilization = { threshold_high = 67 }'),
    weighted('cpu_utilization = { threshold_high = 66 }'),
  ],
  ['TSK5106', weighted('cpu_utilization = { threshold_high = 70 }'), weighted('cpu_utilization = false')],
  ['TSK5117', weighted('request_rate = { threshold_high = 10, threshold_low = 10 }'), weighted(rate)],
  [
    'TSK5119',
    weighted('cpu_utilization = { threshold_high = 50 }\nmemory_utilization = { threshold_high = 60, weight = 1 }'),
    weighted('cpu_utilization = { threshold_high = 50 }\nmemory_utilization = { threshold_high = 60, weight = 0.99 }'),
  ],
  [
    'TSK5120',
    weighted(`${rate}\n[scalability_architecture.scaling]\nhorizontal = { target_cpu = 70 }`),
    `[auto_scaling]\nscoring = "threshold_step"\n[scalability_architecture.scaling]\nhorizontal = { target_cpu = 70 }\n`,
  ],
  ['TSK5121', weighted('request_rate = false'), weighted('request_rate = true')],
  ['TSK5122', weighted('request_rate = { weight = 0 }'), weighted('request_rate = { weight = 0.01 }')],
  [
    'TSK5122',
    weighted('request_rate = { weight = 0 }'),
    weighted('request_rate = { weight = 0 }\nresponse_time = true'),
  ],
  [
    'TSK5123',
    weighted('request_rate = { weight = 0 }\nresponse_time = true'),
    weighted('request_rate = { weight = 0, enabled = false }\nresponse_time = true'),
  ],
  [
    'TSK5124',
    `[auto_scaling]\nscoring = "threshold_step"\n[auto_scaling.metrics]\n${rate}\n`,
    `[auto_scaling]\nscoring = "threshold_step"\nstrategy = "predictive"\n[auto_scaling.metrics]\n${rate}\n`,
  ],
  [
    'TSK5125',
    pressure('[auto_scaling.metrics]\nerror_rate = { threshold_high = 100% }'),
    pressure('[auto_scaling.metrics]\nerror_rate = { threshold_high = 99% }'),
  ],
  // From 1 instance at 60 % to 4 at 15 %: fewer are asked for below half of 31 %, but not below half of 30 %.
  [
    'TSK5126',
    weighted(
      'cpu_utilization = { threshold_high = 40, threshold_low = 31 }\n[auto_scaling.policies]\nscale_up = { scale_factor = 4 }',
    ),
    weighted(
      'cpu_utilization = { threshold_high = 40, threshold_low = 30 }\n[auto_scaling.policies]\nscale_up = { scale_factor = 4 }',
    ),
  ],
  [
    'TSK5126',
    weighted(
      'cpu_utilization = { threshold_high = 20, threshold_low = 16 }\n[auto_scaling.policies]\nscale_down = { scale_factor = 0.25, max_instances = 4 }',
    ),
    weighted(
      'cpu_utilization = { threshold_high = 20, threshold_low = 14 }\n[auto_scaling.policies]\nscale_down = { scale_factor = 0.25, max_instances = 4 }',
    ),
  ],
  [
    'TSK5127',
    pressure('monitoring_interval = 61\n[auto_scaling.policies]\nscale_down = { cooldown_period = 60 }'),
    pressure('monitoring_interval = 60\n[auto_scaling.policies]\nscale_down = { cooldown_period = 60 }'),
  ],
  // Seven counts from 1: 2, 3, 5, 8, 12, 18, 20. One interval and a start until the first helps, then six waits.
  [
    'TSK5128',
    weighted(`${rate}\n[auto_scaling.policies]\nscale_up = { max_instances = 20, cooldown_period = 180 }`),
    weighted(`${rate}\n[auto_scaling.policies]\nscale_up = { max_instances = 20, cooldown_period = 120 }`),
  ],
  [
    'TSK5136',
    pressure('min_instances = 3\nmax_instances = 3'),
    'auto_scaling = { enabled = false, min_instances = 3, max_instances = 3 }\n',
  ],
  [
    'TSK5137',
    pressure('[auto_scaling.policies]\nscale_down = { scale_factor = 0.9 }'),
    weighted(`${rate}\n[auto_scaling.policies]\nscale_down = { scale_factor = 0.9 }`),
  ],
  [
    'TSK5138',
    kpa('monitoring_interval = 7\n[auto_scaling.metrics]\nconnections = true'),
    kpa('monitoring_interval = 6\n[auto_scaling.metrics]\nconnections = true'),
  ],
  [
    'TSK5139',
    kpa('monitoring_interval = 2\n[auto_scaling.metrics]\nconnections = false\nresponse_time = true'),
    kpa('monitoring_interval = 2\n[auto_scaling.metrics]\nconnections = true\nresponse_time = true'),
  ],
  [
    'TSK5140',
    pressure(
      'max_instances = 9\n[auto_scaling.metrics]\nrequest_rate = { threshold_high = 1000 }\n[simulation]\nworkers = 10',
    ),
    pressure(
      'max_instances = 10\n[auto_scaling.metrics]\nrequest_rate = { threshold_high = 1000 }\n[simulation]\nworkers = 10',
    ),
  ],
  [
    'TSK5140',
    kpa(
      'max_instances = 90\nmonitoring_interval = 2\n[auto_scaling.metrics]\nrequest_rate = { threshold_high = 101 }\n[simulation]\nworkers = 10',
    ),
    kpa('max_instances = 90\nmonitoring_interval = 2\n[auto_scaling.metrics]\nrequest_rate = { threshold_high = 101 }'),
  ],
  [
    'TSK5141',
    '[scalability_architecture]\nstrategy = "horizontal_auto_scaling"\n[scalability_architecture.scaling]\nhorizontal = false\n',
    '[scalability_architecture]\nstrategy = "vertical_scaling"\n[scalability_architecture.scaling]\nhorizontal = false\nvertical = true\n',
  ],
  [
    'TSK5142',
    '[scalability_architecture.scaling]\nvertical = { resource_monitoring = false, auto_adjustment = true }\n',
    '[scalability_architecture.scaling]\nvertical = { resource_monitoring = false, auto_adjustment = false }\n',
  ],
];
