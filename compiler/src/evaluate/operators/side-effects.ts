import type { Operator } from './operator.ts';

/** Operators that reach outside of the configuration. A compiler that ran them would run whatever a file says. */
const reasons: readonly (readonly [name: string, summary: string, reason: string])[] = [
  ['query', 'Result of a database query.', 'it would ask a database'],
  ['sql', 'Result of an SQL statement.', 'it would ask a database'],
  ['mongodb', 'Result of a MongoDB command.', 'it would ask a database'],
  ['postgresql', 'Result of a PostgreSQL command.', 'it would ask a database'],
  ['redis', 'Value of a Redis key.', 'it would ask a Redis server'],
  ['shell', 'Output of a shell command.', 'it would run a command'],
  ['php', 'Value of PHP code.', 'it would run code'],
  ['go', 'Value of a Go function.', 'it would run code'],
  ['function', 'A function that is created or called.', 'it would run code'],
  ['http', 'Answer to an HTTP request.', 'it would use the network'],
  ['graphql', 'Answer to a GraphQL query.', 'it would use the network'],
  ['file', 'Contents or facts of a file.', 'it would read or write files; use @include for configuration'],
  ['request', 'The request being served.', 'there is no request at compile time'],
  ['metrics', 'A measured figure.', 'it is measured while the service runs'],
  ['cache', 'A value kept for a while.', 'there is nothing to keep between two compilations'],
  ['learn', 'A learned value.', 'it changes while the service runs'],
  ['optimize', 'A tuned value.', 'it changes while the service runs'],
];

/** The operators that are known and refused, each with its reason. */
export const sideEffects: readonly Operator[] = reasons.map(([name, summary, reason]) => ({
  name,
  effect: 'refused',
  summary,
  parameters: [],
  methods: [],
  reason,
}));
