import { readme, type Template, type TemplateFile } from '../template.ts';

/** A file for each subject, with an objective to scale by and a log of decisions. */
export const full: Template = {
  name: 'full',
  summary: 'A file for each subject: service, balancing, scaling by an objective, debugging.',
  files: (service) => [
    { path: 'service.tsk', text: serviceFile(service) },
    loadBalancing,
    autoScaling,
    debug,
    {
      path: 'tsk.json',
      text: `${JSON.stringify({ rules: {}, format: { maxWidth: 100 } }, null, 2)}\n`,
    },
    readme(
      service,
      'The files of this folder are one configuration: each holds the tables of one subject. It scales by `auto`, which keeps an objective for waiting and costs less than a target for the CPU: `tsk-compile preview . --policy hpa` shows both.',
    ),
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
  text: `# How many instances run: as many as keep requests from waiting, for the demand that is forecast until new ones serve.
[auto_scaling]
scoring = "auto"
monitoring_interval = 15s
min_instances = 2
max_instances = 20
state_file = "scaling-state.json"

# What an instance bears, how long a request may wait for it, and what a minute in which too many wait longer is worth, in
# instance-hours.
[auto_scaling.slo]
workers = 10
wait = 200ms
late = 1%
violation_cost = 0.5
start_up = 20s

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70%, threshold_low = 30% }
memory_utilization = { threshold_high = 80%, threshold_low = 40% }
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
