import { readme, type Template } from '../template.ts';

/** One file: a service that scales with its load. */
export const webService: Template = {
  name: 'web-service',
  summary: 'A service in one file, with two to ten instances that follow the load.',
  files: (service) => [
    { path: 'service.tsk', text: document(service) },
    readme(
      service,
      'A web service: `service.tsk` says what runs, how it is reached, and how it scales. It scales by `auto`, which keeps an objective for waiting and costs less than a target for the CPU: `tsk-compile preview . --policy hpa` shows both.',
    ),
  ],
};

const document = (service: string): string => `# ${service}: two to ten instances, as many as the load asks for.

# Without a command the bundled demo service runs. Instances learn their port from the variable PORT.
#   command = "node"
#   args = ["server.mjs"]
[service]
name = "${service}"
start_timeout = 20s
drain_timeout = 30s

[server]
listen = "127.0.0.1:8080"

[load_balancing]
algorithm = "least_connections"

[load_balancing.health_checks]
path = "/health"
interval = 5s
timeout = 2s

[auto_scaling]
scoring = "auto"
monitoring_interval = 15s
min_instances = 2
max_instances = 10

# What an instance bears, how long a request may wait for it, and what a minute in which too many wait longer is worth, in
# instance-hours.
[auto_scaling.slo]
workers = 10
wait = 200ms
violation_cost = 0.5

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70%, threshold_low = 30% }
`;
