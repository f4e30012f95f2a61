import { readme, type Template } from '../template.ts';

/** Instances that run already, and whose number does not change. */
export const staticBackends: Template = {
  name: 'static-backends',
  summary: 'A balancer in front of instances that run already.',
  files: (service) => [
    { path: 'balancer.tsk', text: document(service) },
    readme(service, 'A balancer: `balancer.tsk` names the instances that run already, and how requests reach them.'),
  ],
};

const document = (
  service: string,
): string => `# A balancer in front of instances that run already; put in their addresses.
[service]
name = "${service}"
provider = "static"

[server]
listen = "127.0.0.1:8080"

[load_balancing]
algorithm = "least_connections"

[load_balancing.health_checks]
path = "/health"
interval = 5s
timeout = 2s

[load_balancing.instances]
one = { host = "10.0.0.11", port = 3000 }
two = { host = "10.0.0.12", port = 3000 }
three = { host = "10.0.0.13", port = 3000 }
`;
