import type { RefusedOperator } from './operator.ts';

/** Names that are refused for one reason, each with what it stands for. */
interface Family {
  /** Completes "… is not evaluated by this compiler: …". */
  readonly reason: string;
  readonly names: Readonly<Record<string, string>>;
}

const families: readonly Family[] = [
  {
    reason: 'it would ask a database; write the value, or let the runtime get it with @env',
    names: {
      query: 'Result of a database query.',
      Query: 'Result of a database query.',
      sql: 'Result of an SQL statement.',
      mongodb: 'Result of a MongoDB command.',
      postgresql: 'Result of a PostgreSQL command.',
      redis: 'Value of a Redis key.',
    },
  },
  {
    reason: 'it would run code, and compiling a file never runs what the file says; write the value, or use @env',
    names: {
      shell: 'Output of a shell command.',
      php: 'Value of PHP code.',
      go: 'Value of a Go function.',
      python: 'Value of Python code.',
      function: 'A function that is created or called.',
      docker: 'Result of a Docker command.',
      kubernetes: 'Result of a Kubernetes command.',
      aws: 'Result of an AWS command.',
      debug: 'Output for someone who looks for a mistake.',
    },
  },
  {
    reason: 'it would use the network; write the value, or let the runtime get it with @env',
    names: {
      http: 'Answer to an HTTP request.',
      graphql: 'Answer to a GraphQL query.',
      kafka: 'Messages of a Kafka topic.',
      peanut: 'A value of a shared configuration.',
      peanuts: 'Values of a shared configuration.',
      alerts: 'An alert that is sent.',
    },
  },
  {
    reason: 'it would read or write files; use @include "file.tsk" for configuration',
    names: { file: 'Contents or facts of a file.' },
  },
  {
    reason: 'it stands on a line of its own; write @include "file.tsk" there',
    names: {
      include: 'The keys of another file.',
      import: 'The keys of another file.',
      inherit: 'The keys of another file.',
      extends: 'The keys of another file.',
    },
  },
  {
    reason: 'there is no request while a file is compiled',
    names: {
      request: 'The request that is served.',
      session: 'The session of a request.',
      cookie: 'A cookie of a request.',
      server: 'The server that a request came to.',
      input: 'A field of a request.',
      redirect: 'An answer that leads elsewhere.',
      rate_limit: 'A limit of requests.',
      auth: 'Who makes a request.',
      saml: 'Who makes a request, by SAML.',
      mfa: 'Whether a second factor was shown.',
      rbac: 'Whether a request is allowed.',
      multitenancy: 'The tenant of a request.',
      audit: 'A line of a record.',
    },
  },
  {
    reason: 'it changes while a service runs',
    names: {
      learn: 'A learned value.',
      optimize: 'A tuned value.',
      ml: 'Result of a model.',
      ai: 'Result of a model.',
      monitoring: 'A figure that is recorded.',
    },
  },
  {
    reason: 'there is nothing to keep between two compilations; write the value alone',
    names: { cache: 'A value that is kept for a while.' },
  },
  {
    reason: 'keys and secrets do not belong in a configuration; let the runtime get them with @env',
    names: {
      encrypt: 'Encrypted text, keys and signatures.',
      decrypt: 'Decrypted text.',
      crypto: 'Random bytes and keys.',
    },
  },
  {
    reason: 'it reads or writes another format; keep the data in a .tsk file and use @include, or @json for JSON text',
    names: {
      yaml: 'YAML text to data, and data to YAML text.',
      toml: 'TOML text to data, and data to TOML text.',
      ini: 'INI text to data, and data to INI text.',
      xml: 'XML text to data, and data to XML text.',
      csv: 'CSV text to data, and data to CSV text.',
    },
  },
  {
    reason: 'it fills in templates of another program; write "${name}" or @string.format',
    names: { render: 'A template that is filled in.' },
  },
  {
    reason: 'dates are formatted where they are shown, and not in a configuration',
    names: { format: 'A date as text.' },
  },
  {
    reason: 'it refers to a value by its name in quotes; write $name',
    names: { global: 'The value of a variable.', variable: 'The value of a variable.' },
  },
  {
    reason: 'it stands for code; write @switch(value, { name = result }) to choose a value',
    names: { match: 'A value by the shape of another.', TuskObject: 'An object of a program.' },
  },
  {
    reason: 'it stands for a function of an application, and the compiler has none of those; write the value',
    names: {
      expensive_calculation: 'A name in examples.',
      expensive_op: 'A name in examples.',
      heavy_op: 'A name in examples.',
      get_premium_data: 'A name in examples.',
      get_basic_data: 'A name in examples.',
      get_production_data: 'A name in examples.',
      get_development_data: 'A name in examples.',
      get_user_data: 'A name in examples.',
      generate_analytics: 'A name in examples.',
      load_app_config: 'A name in examples.',
      test_database: 'A name in examples.',
    },
  },
];

/** The operators that are known and never run: they reach outside of the configuration, or mean nothing in it. */
export const refused: readonly RefusedOperator[] = families.flatMap(({ reason, names }) =>
  Object.entries(names).map(([name, summary]) => ({
    name,
    availability: 'refused' as const,
    summary,
    documentation: '',
    reason,
    examples: [{ source: `@${name}("x")`, gives: { $expr: `@${name}("x")` } }],
  })),
);
