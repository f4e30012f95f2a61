import type { ServerPlan } from '@tsk/schemas/plan';
import { type Draft, derive, known, type Leaf } from './draft.ts';
import type { Settings } from './settings.ts';

/** Lowers `[server]`. */
export function lowerServer(settings: Settings): Draft<ServerPlan> {
  const listen = settings.string(['server.listen'], '127.0.0.1:8080');
  const admin = settings.string(['server.admin'], '127.0.0.1:9090');
  const isWhole = settings.isWritten('server.listen');
  return {
    host: isWhole ? hostOf(listen) : settings.string(['server.host'], known(hostOf(listen)) ?? '127.0.0.1'),
    port: isWhole ? portOf(listen) : settings.number(['server.port'], known(portOf(listen)) ?? 8080),
    adminHost: hostOf(admin),
    adminPort: portOf(admin),
    adminToken: settings.string(['server.admin_token'], null),
    accessLog: settings.string(['server.access_log'], null),
    accessLogFormat: settings.choice(['server.access_log_format'], ['json', 'combined'], 'json'),
    requestTimeoutMs: settings.number(['server.request_timeout'], 30_000),
    keepAliveTimeoutMs: settings.number(['server.keep_alive_timeout'], 60_000),
    shutdownTimeoutMs: settings.number(['server.shutdown_timeout'], 30_000),
    maxBodyBytes: settings.number(['server.max_body'], 10_000_000),
    trustedProxies: settings.strings('server.trusted_proxies', []),
  };
}

/** `[::1]:80` is the address ::1: the brackets only keep its colons apart from the port's. */
function hostOf(address: Leaf<string>): Leaf<string> {
  return derive(address, (text) => text.slice(0, text.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1'));
}

function portOf(address: Leaf<string>): Leaf<number> {
  return derive(address, (text) => Number(text.slice(text.lastIndexOf(':') + 1)));
}
