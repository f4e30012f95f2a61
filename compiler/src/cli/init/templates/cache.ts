import { readme, type Template } from '../template.ts';

/** A service in front of which answers are kept. */
export const cache: Template = {
  name: 'cache',
  summary: 'A service with a cache of its answers in front of it.',
  files: (service) => [
    { path: 'service.tsk', text: document(service) },
    readme(
      service,
      'A web service behind a cache: answers that may be kept, as their headers say, are kept in memory. It scales by `auto`, which keeps an objective for waiting and costs less than a target for the CPU: `tsk-compile preview . --policy hpa` shows both.',
    ),
  ],
};

const document = (service: string): string => `# ${service}: answers are kept as long as their headers allow.

# Without a command the bundled demo service runs. Instances learn their port from the variable PORT.
#   command = "node"
#   args = ["server.mjs"]
[service]
name = "${service}"

[server]
listen = "127.0.0.1:8080"

[load_balancing]
algorithm = "least_connections"

[load_balancing.health_checks]
path = "/health"
interval = 5s
timeout = 2s

[scalability_architecture.caching.response_cache]
max_size = 128MB
max_entry_size = 1MB
eviction_policy = "w_tinylfu"

[auto_scaling]
scoring = "auto"
monitoring_interval = 15s
min_instances = 2
max_instances = 6

# What an instance bears, how long a request may wait for it, and what a minute in which too many wait longer is worth, in
# instance-hours.
[auto_scaling.slo]
workers = 10
wait = 200ms
violation_cost = 0.5

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70%, threshold_low = 30% }
`;
