import type { Row } from './row.ts';

const listed = (body: string): string => `[service]\nprovider = "static"\n[load_balancing.instances]\n${body}\n`;

/** The server and the service: addresses, times, programs and secrets. */
export const servers: readonly Row[] = [
  ['TSK5115', '[service]\nenv = { DB_PASSWORD = "x" }\n', '[service]\nenv = { LOG_LEVEL = "info", TOKEN_TTL = "5" }\n'],
  ['TSK5115', '[database]\napiKey: "c0ffee"\n', '[database]\napiKey: @env("API_KEY")\n'],
  ['TSK5115', '[service]\nargs = ["--token", "c0ffee"]\n', '[service]\nargs = ["--token", "--verbose"]\n'],
  ['TSK5115', '[service]\nargs = ["--api-key=c0ffee"]\n', '[service]\nargs = ["--api-key=/run/secrets/key"]\n'],
  ['TSK5179', '[db]\nurl: "redis://:hunter2@cache:6379"\n', '[db]\nurl: "redis://cache:6379"\n'],
  ['TSK5160', '[server]\nlisten = "0.0.0.0:9090"\n', '[server]\nlisten = "10.0.0.1:9090"\n'],
  ['TSK5161', '[server]\nadmin = "10.0.0.1:9090"\n', '[server]\nadmin = "[::1]:9090"\n'],
  ['TSK5162', '[server]\nlisten = "127.0.0.1:1023"\n', '[server]\nlisten = "127.0.0.1:1024"\n'],
  ['TSK5163', '[server]\ntrusted_proxies = ["::1", "::/0"]\n', '[server]\ntrusted_proxies = ["::1", "10.0.0.0/8"]\n'],
  [
    'TSK5164',
    '[service]\ndrain_timeout = 9\n[server]\nrequest_timeout = 10\n',
    '[service]\ndrain_timeout = 10\n[server]\nrequest_timeout = 10\n',
  ],
  ['TSK5164', '[server]\nrequest_timeout = 31\n', '[service]\ndrain_timeout = 10\n'],
  [
    'TSK5165',
    '[server]\nrequest_timeout = 10\nshutdown_timeout = 9\n',
    '[server]\nrequest_timeout = 10\nshutdown_timeout = 10\n',
  ],
  ['TSK5166', '[server]\nrequest_timeout = 0\n', '[server]\nrequest_timeout = 30\n'],
  [
    'TSK5167',
    listed('a = { host = "a", port = 1 }').replace('"static"', '"static"\ncommand = "node"'),
    '[service]\nprovider = "process"\ncommand = "node"\n',
  ],
  ['TSK5168', '[service]\nenv = { PORT = "1" }\n', '[service]\nport_variable = "LISTEN"\nenv = { PORT = "1" }\n'],
  [
    'TSK5169',
    '[debug]\n[debug.output]\nconsole = false\n',
    '[debug]\nenabled = false\n[debug.output]\nconsole = false\n',
  ],
  [
    'TSK5170',
    '[scalability_architecture.monitoring]\nalerting = true\nperformance_monitoring = false\nresource_tracking = false\n',
    '[scalability_architecture.monitoring]\nalerting = false\nperformance_monitoring = false\nresource_tracking = false\n',
  ],
  [
    'TSK5171',
    '[scalability_architecture.scaling]\ndatabase = { write_master = 0 }\n',
    '[scalability_architecture.scaling]\ndatabase = { write_master = 0, enabled = false }\n',
  ],
];
