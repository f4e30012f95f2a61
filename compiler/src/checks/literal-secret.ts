import { type DiagnosticKind, report } from '@tsk/parser';
import { isDeferred } from '../lower/draft.ts';
import type { Check, CheckContext } from './check.ts';

const kind: DiagnosticKind<[name: string]> = {
  code: 'TSK5115',
  mnemonic: 'W_LITERAL_SECRET',
  severity: 'warning',
  title: 'Secret in a file',
  message: (name) => `The value of \`${name}\` stands in the file, and so in the plan; take it from the environment.`,
};

/** Names that secrets go by: the word stands last, since a `TOKEN_TTL` is none. */
const secretName = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS?)$/i;

/** A password or key that is written where everybody who reads the file reads it too. */
export const literalSecret: Check = {
  kinds: [kind],
  *find({ plan }: CheckContext) {
    for (const [name, { value, place }] of Object.entries(plan.service.env)) {
      if (place === undefined || isDeferred(value) || value === '' || !secretName.test(name)) continue;
      const newText = `@env("${name}")`;
      const fix = { title: `Write ${newText}`, edits: [{ span: place.span, newText }] };
      yield report(kind, place, [name], { fix });
    }
  },
};
