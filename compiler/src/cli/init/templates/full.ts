import { readme, type Template, type TemplateFile } from '../template.ts';

/** A file for each subject, with forecasts and a log of decisions. */
export const full: Template = {
  name: 'full',
  summary: 'A file for each subject: service, balancing, scaling with forecasts, debugging.',
  files: (service) => [
    { path: 'service.tsk', text: serviceFile(service) },
    loadBalancing,
    autoScaling,
    debug,
    {
      path: 'tsk.json',
      text: `${JSON.stringify({ rules: {}, format: { maxWidth: 100 } }, null, 2)}\n`,
    },
    readme(service, 'The files of this folder are one configuration: each holds the tables of one subject.'),
  ],
};

const serviceFile = (service: string): string => `# What runs, and how it is reached.

# Without a command the bundled demo service runs. Instances learn their port from the variable PORT.
#   command = "node"
#   args = ["server.mjs"]
[service]
name = "${service}"
start_timeout = 20s
drain_timeout = 30s

[server]
listen = "127.0.0.1:8080"
request_timeout = 30s
`;

const loadBalancing: TemplateFile = {
  path: 'load-balancing.tsk',
  text: `# Which instance gets a request, and which get none.
[load_balancing]
algorithm = "least_connections"

[load_balancing.health_checks]
path = "/health"
interval = 10s
timeout = 3s
unhealthy_threshold = 3
healthy_threshold = 2

[load_balancing.session_affinity]
method = "cookie"
cookie_name = "session_id"
timeout = 1h
`,
};

const autoScaling: TemplateFile = {
  path: 'auto-scaling.tsk',
  text: `# How many instances run. Forecasts take part: the load of the last day tells that of the next minutes.
[auto_scaling]
strategy = "predictive"
scoring = "pressure"
monitoring_interval = 30s
state_file = "scaling-state.json"

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70%, threshold_low = 30% }
memory_utilization = { threshold_high = 80%, threshold_low = 40% }
response_time = { threshold_high = 800ms, threshold_low = 200ms }

[auto_scaling.policies]
scale_up = { max_instances = 20, threshold = 70, cooldown_period = 2m }
scale_down = { min_instances = 2, cooldown_period = 10m }

[auto_scaling.predictive]
algorithm = "auto"
prediction_window = 1d
horizon = 2m
confidence_threshold = 0.8
`,
};

const debug: TemplateFile = {
  path: 'debug.tsk',
  text: `# What is logged. With trace_scalability every decision of scaling is explained.
[debug]
log_level = "info"
trace_scalability = true
`,
};
