import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** What is measured as ours: the build, or the bundle that TSK_RUN_BUNDLE names. */
const bundle = process.env['TSK_RUN_BUNDLE'] ?? join(root, 'runtime/dist/tsk-run.js');

/** How a proxy is started; it listens on `port` and balances over the ports of `backends`. */
export interface Peer {
  readonly name: string;
  /** Undefined where it can be started here; otherwise what is missing. */
  readonly missing: string | undefined;
  /** The program and its arguments; files that it needs are written to `folder`. */
  readonly command: (port: number, backends: readonly number[], folder: string) => readonly string[];
}

/** Ours first, then those that it is measured beside. All balance by least connections where they can, and keep connections. */
export const peers: readonly Peer[] = [
  {
    name: 'ours',
    missing: existsSync(bundle) ? undefined : 'the build (npm run build)',
    command: (port, backends, folder) => {
      const plan = join(folder, 'plan.json');
      const service = write(folder, 'service.tsk', describeService(backends));
      execFileSync(process.execPath, [join(root, 'compiler/dist/tsk-compile.js'), service, '-o', plan]);
      return [process.execPath, bundle, plan, '--port', String(port), '--admin-port', '0'];
    },
  },
  {
    name: 'nginx',
    missing: findProgram('nginx'),
    command: (port, backends, folder) => {
      const upstream = backends.map((backend) => `server 127.0.0.1:${backend};`).join(' ');
      const config = `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events { worker_connections 4096; }
http {
  access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  keepalive_requests 100000000; keepalive_timeout 60;
  upstream backends { least_conn; ${upstream} keepalive 256; keepalive_requests 100000000; }
  server { listen 127.0.0.1:${port} reuseport; location / {
    proxy_pass http://backends; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
  } }
}
`;
      return [programPath('nginx'), '-c', write(folder, 'nginx.conf', config)];
    },
  },
  {
    name: 'haproxy',
    missing: findProgram('haproxy'),
    command: (port, backends, folder) => {
      const servers = backends.map((backend, index) => `  server s${index} 127.0.0.1:${backend}`).join('\n');
      const config = `global
  nbthread 1
  maxconn 8192
defaults
  mode http
  timeout client 60s
  timeout server 60s
  timeout connect 5s
  option forwardfor
  http-reuse always
frontend front
  bind 127.0.0.1:${port}
  http-request set-header X-Forwarded-Proto http
  default_backend backends
backend backends
  balance leastconn
${servers}
`;
      return [programPath('haproxy'), '-f', write(folder, 'haproxy.cfg', config), '-db'];
    },
  },
  ...['http-proxy-3', 'http-proxy'].map(
    (name): Peer => ({
      name,
      missing: existsSync(join(root, 'node_modules', name)) ? undefined : `the package ${name}`,
      command: (port, backends) => [
        process.execPath,
        join(root, 'test/bench/balancer/node-proxy.mjs'),
        name,
        String(port),
        ...backends.map(String),
      ],
    }),
  ),
];

/** The configuration that ours is compiled from. */
function describeService(backends: readonly number[]): string {
  const instances = backends.map((port, index) => `s${index} { host = "127.0.0.1", port = ${port} }`);
  return `[service]
provider = "static"

[load_balancing]
algorithm = "least_connections"
health_checks = { path = "/2", interval = 10s, timeout = 2s }

[load_balancing.instances]
${instances.join('\n')}
`;
}

function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  return path;
}

function programPath(name: string): string {
  return (
    ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin']
      .map((folder) => join(folder, name))
      .find(existsSync) ?? name
  );
}

function findProgram(name: string): string | undefined {
  return existsSync(programPath(name)) ? undefined : `the program ${name}`;
}
