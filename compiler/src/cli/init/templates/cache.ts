import { readme, type Template } from '../template.ts';

/** A service in front of which answers are kept. */
export const cache: Template = {
  name: 'cache',
  summary: 'A service with a cache of its answers in front of it.',
  files: (service) => [
    { path: 'service.tsk', text: document(service) },
    readme(
      service,
      'A web service behind a cache: answers that may be kept, as their headers say, are kept in memory.',
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
strategy = "reactive"
scoring = "pressure"
monitoring_interval = 15s

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70%, threshold_low = 30% }

[auto_scaling.policies]
scale_up = { max_instances = 6, cooldown_period = 1m }
scale_down = { min_instances = 2, cooldown_period = 5m }
`;
