import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, relate, replaceValue } from '../common/check.ts';

const same: DiagnosticKind<[port: number]> = {
  code: 'TSK5160',
  mnemonic: 'E_SAME_PORT',
  severity: 'error',
  title: 'One port for two purposes',
  message: (port) => `Clients and the operator are both to connect to port ${port}; give \`admin\` a port of its own.`,
};

const open: DiagnosticKind<[host: string]> = {
  code: 'TSK5161',
  mnemonic: 'W_ADMIN_OPEN',
  severity: 'warning',
  title: 'Operator’s interface open to others',
  message: (host) =>
    `The operator's interface listens on ${host}, so whoever reaches it can drain instances and read metrics; keep it on 127.0.0.1.`,
};

const privileged: DiagnosticKind<[port: number]> = {
  code: 'TSK5162',
  mnemonic: 'I_PRIVILEGED_PORT',
  severity: 'info',
  title: 'Port that needs a privilege',
  message: (port) =>
    `Port ${port} is below 1024: on most systems only an administrator, or a program with CAP_NET_BIND_SERVICE, may listen there.`,
};

const anyone: DiagnosticKind<[block: string]> = {
  code: 'TSK5163',
  mnemonic: 'W_TRUST_ANYONE',
  severity: 'warning',
  title: 'Everybody is a trusted proxy',
  message: (block) =>
    `\`${block}\` trusts every address, so any client can write the \`X-Forwarded-For\` that the service believes.`,
};

/** Where the runtime listens, and whom it believes. */
export const addresses: Check = {
  kinds: [same, open, privileged, anyone],
  *find({ plan: { server }, textAt }: CheckContext): Generator<Diagnostic> {
    const [host, port, adminHost, adminPort] = [
      known(server.host),
      known(server.port),
      known(server.adminHost),
      known(server.adminPort),
    ];
    const place = firstPlace(server.adminPort, server.port);
    if (port !== undefined && port !== 0 && port === adminPort && place !== undefined) {
      const meets = host === adminHost || isEverywhere(host) || isEverywhere(adminHost);
      if (meets) yield report(same, place, [port], { related: relate([server.port, 'for clients']) });
    }
    const admin = server.adminHost.place;
    if (adminHost !== undefined && admin !== undefined && !isLoopback(adminHost)) {
      const isLiteral = textAt(admin) === `"${adminHost}:${adminPort}"`;
      const newText = `"127.0.0.1:${adminPort}"`;
      const fix = isLiteral ? replaceValue(admin, newText) : undefined;
      yield report(open, admin, [adminHost], { fix });
    }
    if (port !== undefined && port > 0 && port < 1024 && server.port.place !== undefined) {
      yield report(privileged, server.port.place, [port]);
    }
    for (const leaf of server.trustedProxies) {
      const block = known(leaf);
      if (block !== undefined && /\/0$/.test(block) && leaf.place !== undefined)
        yield report(anyone, leaf.place, [block]);
    }
  },
};

function isEverywhere(host: string | undefined): boolean {
  return host === '0.0.0.0' || host === '::';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
