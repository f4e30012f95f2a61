/** Where a server is. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`, `[::1]:port`, or a host alone. */
export function parseAddress(text: string, defaultPort: number): HostAndPort {
  const match = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:]+))(?::(?<port>\d{1,5}))?$/.exec(text);
  const host = match?.groups?.['bracketed'] ?? match?.groups?.['plain'] ?? text;
  const port = match?.groups?.['port'];
  return { host, port: port === undefined ? defaultPort : Number(port) };
}
