/** The same data in every format that the parse benchmark compares. */
export interface BenchData {
  readonly tsk: string;
  readonly toml: string;
  readonly yaml: string;
  readonly json5: string;
  readonly json: string;
}

type Scalar = string | number | boolean;
type Service = Readonly<Record<string, Scalar | readonly Scalar[] | Readonly<Record<string, Scalar>>>>;

/** Services as real configurations describe them, until the `.tsk` text has about `bytes` bytes. */
export function makeBenchData(bytes: number): BenchData {
  const services: [name: string, service: Service][] = [];
  let size = 0;
  for (let index = 0; size < bytes; index++) {
    const entry: [string, Service] = [`service_${index}`, makeService(index)];
    services.push(entry);
    size += toTsk([entry]).length;
  }
  return {
    tsk: toTsk(services),
    toml: toToml(services),
    yaml: toYaml(services),
    json5: toJson5(services),
    json: JSON.stringify(Object.fromEntries(services), null, 2),
  };
}

function makeService(index: number): Service {
  return {
    enabled: index % 3 !== 0,
    host: `10.0.${index % 256}.${(index * 7) % 256}`,
    port: 8000 + (index % 1000),
    weight: 0.5 + (index % 10) / 10,
    description: `service number ${index} of the fleet, "quoted" and plain`,
    regions: ['eu-west-1', 'us-east-1', 'ap-south-1'],
    limits: { cpu: 70, memory: 80, requests: 1000 + index, burst: true },
    health: { path: '/health', interval: 30, timeout: 5 },
  };
}

function toTsk(services: readonly [string, Service][]): string {
  return sectioned(
    services,
    (value) =>
      `{ ${Object.entries(value)
        .map(([key, inner]) => `${key} = ${JSON.stringify(inner)}`)
        .join(', ')} }`,
  );
}

function toToml(services: readonly [string, Service][]): string {
  return toTsk(services);
}

function sectioned(
  services: readonly [string, Service][],
  table: (value: Readonly<Record<string, Scalar>>) => string,
): string {
  return services
    .map(
      ([name, service]) =>
        `# ${name} is one of many\n[${name}]\n${Object.entries(service)
          .map(([key, value]) => `${key} = ${isTable(value) ? table(value) : JSON.stringify(value)}\n`)
          .join('')}\n`,
    )
    .join('');
}

function toYaml(services: readonly [string, Service][]): string {
  const line = (key: string, value: unknown): string => `  ${key}: ${JSON.stringify(value)}\n`;
  const table = (key: string, value: Readonly<Record<string, Scalar>>): string =>
    `  ${key}:\n${Object.entries(value)
      .map(([inner, scalar]) => `    ${inner}: ${JSON.stringify(scalar)}\n`)
      .join('')}`;
  return services
    .map(
      ([name, service]) =>
        `# ${name} is one of many\n${name}:\n${Object.entries(service)
          .map(([key, value]) => (isTable(value) ? table(key, value) : line(key, value)))
          .join('')}`,
    )
    .join('');
}

function toJson5(services: readonly [string, Service][]): string {
  const body = services.map(
    ([name, service]) =>
      `  // ${name} is one of many\n  ${name}: {\n${Object.entries(service)
        .map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`)
        .join('')}  },\n`,
  );
  return `{\n${body.join('')}}\n`;
}

function isTable(value: Service[string]): value is Readonly<Record<string, Scalar>> {
  return typeof value === 'object' && !Array.isArray(value);
}
