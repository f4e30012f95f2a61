import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import type { StaticInstance } from '@tsk/schemas/plan';
import { type Draft, known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, relate } from '../common/check.ts';

const twice: DiagnosticKind<[name: string, other: string, address: string]> = {
  code: 'TSK5158',
  mnemonic: 'W_INSTANCE_TWICE',
  severity: 'warning',
  title: 'Instance that is listed twice',
  message: (name, other, address) =>
    `\`${name}\` and \`${other}\` are both ${address}: one instance gets the share of two, and counts as two.`,
};

const self: DiagnosticKind<[name: string, address: string]> = {
  code: 'TSK5159',
  mnemonic: 'E_INSTANCE_SELF',
  severity: 'error',
  title: 'Instance that is the balancer itself',
  message: (name, address) =>
    `\`${name}\` is ${address}, which is where the balancer itself listens: a request would go round for ever.`,
};

/** Addresses of listed instances against each other and against the balancer's own. */
export const instanceAddresses: Check = {
  kinds: [twice, self],
  *find({ plan: { instances, server, service } }: CheckContext): Generator<Diagnostic> {
    if (known(service.provider) !== 'static') return;
    const own = new Set([addressOf(server.host, server.port), addressOf(server.adminHost, server.adminPort)]);
    const seen = new Map<string, Draft<StaticInstance>>();
    for (const instance of instances) {
      const address = addressOf(instance.host, instance.port);
      const name = known(instance.name);
      const place = firstPlace(instance.port, instance.host);
      if (address === undefined || name === undefined || place === undefined) continue;
      const other = seen.get(address);
      const otherName = other === undefined ? undefined : known(other.name);
      if (own.has(address)) {
        yield report(self, place, [name, address], { related: relate([server.port, 'the balancer']) });
      } else if (other !== undefined && otherName !== undefined) {
        const related = relate([other.port, 'the other one']);
        yield report(twice, place, [name, otherName, address], { related });
      }
      seen.set(address, other ?? instance);
    }
  },
};

function addressOf(hostLeaf: StaticHost, portLeaf: StaticPort): string | undefined {
  const [host, port] = [known(hostLeaf), known(portLeaf)];
  if (host === undefined || port === undefined || port === 0) return undefined;
  const name = host === 'localhost' ? '127.0.0.1' : host.toLowerCase();
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

type StaticHost = Draft<StaticInstance>['host'];
type StaticPort = Draft<StaticInstance>['port'];
