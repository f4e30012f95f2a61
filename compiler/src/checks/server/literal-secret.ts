import { type Diagnostic, type DiagnosticKind, type Place, report, type Value } from '@tsk/parser';
import { type Check, type CheckContext, replaceValue } from '../common/check.ts';

const kind: DiagnosticKind<[name: string]> = {
  code: 'TSK5115',
  mnemonic: 'W_LITERAL_SECRET',
  severity: 'warning',
  title: 'Secret in a file',
  message: (name) =>
    `The value of \`${name}\` stands in the file, where everybody who reads it reads the secret too; take it from the environment.`,
};

const inAddress: DiagnosticKind<[name: string]> = {
  code: 'TSK5179',
  mnemonic: 'W_PASSWORD_IN_ADDRESS',
  severity: 'warning',
  title: 'Password in an address',
  message: (name) => `The address in \`${name}\` holds a password; take the whole address from the environment.`,
};

/** Names that secrets go by: the word stands last, since a `TOKEN_TTL` is none. */
const secretName = /(?:^|_)(?:password|passwd|passphrase|secret|token|api_?key|secret_key|credentials?)$/;

/** What names a secret, or where one is kept, and is none: a path, a template, a reference to a vault, a pattern that passwords match. */
const noSecret =
  /^(?:\.{0,2}\/|[A-Za-z]:\\|(?:env|vault|file|secret|arn|ssm|op|keyring):|[$@<]|\{\{|\^.*\()|\.(?:pem|key|txt)$|^\s*$/;

/** An address with a user and a password, as in `postgres://app:hunter2@db/shop`; `${…}` in place of the password is none. */
const addressWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:(?![${<*])[^\s@/]+@/i;

/** An argument that carries its secret with it: `--password=hunter2`. */
const secretArgument = /^--?([A-Za-z0-9_-]+)=(.+)$/s;

/** A password, token or key that is written where everybody who reads the file reads it too. */
export const literalSecret: Check = {
  kinds: [kind, inAddress],
  *find({ documents }: CheckContext): Generator<Diagnostic> {
    for (const { root, variables } of documents.values()) {
      for (const { name, value } of variables) yield* findIn(value, [name]);
      yield* findIn(root, []);
    }
  },
};

function* findIn(value: Value, path: readonly string[]): Generator<Diagnostic> {
  switch (value.kind) {
    case 'table':
      for (const [key, member] of value.members) yield* findIn(member.value, [...path, key]);
      return;
    case 'array':
      for (const [index, element] of value.elements.entries()) {
        yield* findInElement(element, value.elements[index - 1], path);
      }
      return;
    case 'scalar':
      if (typeof value.value === 'string' && addressWithPassword.test(value.value)) {
        yield reportAt(inAddress, value, path);
      } else if (isSecretName(path.at(-1) ?? '') && isSecretValue(value.value)) yield reportAt(kind, value, path);
      return;
    default:
      return;
  }
}

/** Arguments come as `--password=x` or as `--password` and then `x`. */
function* findInElement(element: Value, before: Value | undefined, path: readonly string[]): Generator<Diagnostic> {
  if (element.kind !== 'scalar' || typeof element.value !== 'string') {
    yield* findIn(element, path);
    return;
  }
  const [, name, given] = secretArgument.exec(element.value) ?? [];
  if (name !== undefined && given !== undefined && isSecretName(name) && isSecretValue(given)) {
    yield report(kind, element, [`--${name}`]);
    return;
  }
  const option =
    before?.kind === 'scalar' && typeof before.value === 'string' ? /^--?([\w-]+)$/.exec(before.value) : null;
  const isOption = element.value.startsWith('-');
  yield* findIn(element, option === null || isOption ? [...path, ''] : [option[1] ?? '']);
}

function reportAt(found: typeof kind, place: Place, path: readonly string[]): Diagnostic {
  const newText = `@env("${variableFor(path)}")`;
  return report(found, place, [path.filter((key) => key !== '').join('.')], { fix: replaceValue(place, newText) });
}

/** The variable that the value is to come from: the key, with its table where the key alone says little. */
function variableFor(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  const isVariable = path.at(-2) === 'env' || snakeCase(last).includes('_');
  const words = isVariable || path.length < 2 ? [last] : path.slice(-2);
  const name = words
    .map(snakeCase)
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9_]/g, '_')
    .replace(/^_+/, '');
  return /^[A-Z]/.test(name) ? name : `SECRET_${name}`;
}

/** Names that were asked about before: a document repeats a few, and an editor asks with every keystroke. */
const known = new Map<string, boolean>();

/** How many names are remembered. */
const maxKnown = 4096;

function isSecretName(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= maxKnown) known.clear();
  const isSecret = secretName.test(snakeCase(name));
  known.set(name, isSecret);
  return isSecret;
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toLowerCase();
}

function isSecretValue(value: string | number | boolean | null): boolean {
  return typeof value === 'number' || (typeof value === 'string' && !noSecret.test(value));
}
