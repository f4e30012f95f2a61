import { type DiagnosticKind, report } from '@tsk/parser';
import { isDeferred } from '../../lower/draft.ts';
import type { Check, CheckContext } from '../common/check.ts';

const kind: DiagnosticKind<[key: string]> = {
  code: 'TSK5116',
  mnemonic: 'E_DEFERRED_ADDRESS',
  severity: 'error',
  title: 'Address from the environment',
  message: (key) =>
    `\`${key}\` is split into an address and a port at compile time, so it cannot come from the environment.`,
};

/** A listening address that only the runtime would know. */
export const deferredAddress: Check = {
  kinds: [kind],
  *find({ plan: { server } }: CheckContext) {
    for (const { value, place, key } of [server.host, server.adminHost]) {
      if (isDeferred(value) && place !== undefined && key !== undefined) yield report(kind, place, [key]);
    }
  },
};
