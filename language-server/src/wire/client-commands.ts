import type { ClientCapabilities } from 'vscode-languageserver';

/** The commands that a client says it has itself, in `experimental.tsk.commands` of its capabilities. */
export function commandsOf(client: ClientCapabilities): ReadonlySet<string> {
  const said: unknown = memberOf(memberOf(client.experimental, 'tsk'), 'commands');
  return new Set(Array.isArray(said) ? said.filter((name) => typeof name === 'string') : []);
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
