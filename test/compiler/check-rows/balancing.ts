import type { Row } from './row.ts';

const health = (body: string, timeout = 10): string =>
  `[server]\nrequest_timeout = ${timeout}\n[load_balancing.health_checks]\n${body}\n`;
const listed = (body: string): string => `[service]\nprovider = "static"\n[load_balancing.instances]\n${body}\n`;
const tls = (certificate: string, key: string): string =>
  `[load_balancing.ssl]\ncertificate = "${certificate}"\nprivate_key = "${key}"\n`;

/** Balancing: algorithms, health, affinity and instances. */
export const balancing: readonly Row[] = [
  [
    'TSK5105',
    '[load_balancing.health_checks]\ninterval = 5\ntimeout = 5\n',
    '[load_balancing.health_checks]\ninterval = 5.1\ntimeout = 5\n',
  ],
  [
    'TSK5105',
    '[load_balancing.health_checks]\ninterval = 5\ntimeout = 5\n',
    '[load_balancing.health_checks]\nenabled = false\ninterval = @env("I", 5)\ntimeout = 5\n',
  ],
  [
    'TSK5152',
    '[load_balancing.algorithms]\nround_robin = true\nip_hash = true\n',
    '[load_balancing.algorithms]\nround_robin = true\nip_hash = false\n',
  ],
  [
    'TSK5153',
    '[load_balancing.algorithms]\nip_hash = { weight = 2 }\n',
    '[load_balancing.algorithms]\nip_hash = { weight = 2, enabled = false }\n',
  ],
  [
    'TSK5154',
    'load_balancing = false\n[auto_scaling]\nmax_instances = 2\n',
    'load_balancing = false\n[auto_scaling]\nmax_instances = 1\n',
  ],
  [
    'TSK5154',
    `[load_balancing]\nenabled = false\n${listed('a = { host = "a", port = 1 }\nb = { host = "b", port = 1 }')}`,
    `[load_balancing]\nenabled = false\n${listed('a = { host = "a", port = 1 }')}`,
  ],
  // Five seconds until the next probe, three that wait a second, and a second before each but the first: 10 in all.
  ['TSK5155', health('interval = 5.1\ntimeout = 1'), health('interval = 5\ntimeout = 1')],
  [
    'TSK5155',
    health('interval = 5\ntimeout = 1\nunhealthy_threshold = 4'),
    health('interval = 5\ntimeout = 1\nunhealthy_threshold = 4', 0),
  ],
  [
    'TSK5156',
    '[load_balancing]\nsession_affinity = true\n',
    '[load_balancing]\nsession_affinity = true\nhealth_checks = true\n',
  ],
  [
    'TSK5157',
    '[load_balancing.session_affinity]\ncookie_name = "__Secure-id"\n',
    `[load_balancing.session_affinity]\ncookie_name = "__Secure-id"\n${tls('app.crt', 'app.key')}`,
  ],
  [
    'TSK5158',
    listed('a = { host = "localhost", port = 1 }\nb = { host = "127.0.0.1", port = 1 }'),
    listed('a = { host = "localhost", port = 1 }\nb = { host = "127.0.0.1", port = 2 }'),
  ],
  [
    'TSK5159',
    `${listed('a = { host = "localhost", port = 81 }')}[server]\nlisten = "127.0.0.1:81"\n`,
    `${listed('a = { host = "10.0.0.1", port = 81 }')}[server]\nlisten = "127.0.0.1:81"\n`,
  ],
];
