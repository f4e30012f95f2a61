/** Which of the previews is shown. */
export type View = 'scaling' | 'balancing' | 'cache';

/** What happens to the last instance in a preview of the balancing. */
export type Trouble = 'none' | 'fails' | 'slow';

/** A file that the user chose. */
export interface ChosenFile {
  readonly uri: string;
  readonly name: string;
}

/** All that a user has set in a preview. Plain JSON: it is kept by VS Code over a reload. */
export interface ViewState {
  readonly version: 1;
  /** The document that the preview belongs to. */
  readonly uri: string;
  readonly view: View;
  /** Name of the shape of the load; it counts where there is no trace. */
  readonly shape: string;
  readonly trace: ChosenFile | null;
  /** Highest load in requests per second; null is as usual. */
  readonly peak: number | null;
  /** Length of the simulation; null is as usual for the load. */
  readonly hours: number | null;
  /** Scaling rules to show beside that of the document. */
  readonly policies: readonly string[];
  /** Values that are tried out, by JSON pointer into the plan. */
  readonly tried: Readonly<Record<string, number>>;
  /** Whether the last commit is laid over. */
  readonly comparesCommit: boolean;
  readonly balancing: {
    /** Shown beside that of the document. */
    readonly algorithms: readonly string[];
    readonly utilisation: number;
    readonly trouble: Trouble;
  };
  readonly cache: {
    /** Shown beside that of the document. */
    readonly policies: readonly string[];
    readonly exponent: number;
    readonly objects: number;
    readonly trace: ChosenFile | null;
  };
  readonly showsTables: boolean;
  readonly showsSettings: boolean;
}

/** Shown at first beside what the document says: few enough to tell apart. */
const usualAlgorithms: readonly string[] = ['round_robin', 'least_connections', 'least_response_time'];
const usualEvictions: readonly string[] = ['adaptive_w_tinylfu', 's3_fifo', 'lru', 'fifo'];

/** A preview as it is opened first. */
export function initialState(uri: string, view: View = 'scaling'): ViewState {
  return {
    version: 1,
    uri,
    view,
    shape: 'diurnal',
    trace: null,
    peak: null,
    hours: null,
    policies: [],
    tried: {},
    comparesCommit: false,
    balancing: { algorithms: usualAlgorithms, utilisation: 0.7, trouble: 'fails' },
    cache: { policies: usualEvictions, exponent: 0.9, objects: 10_000, trace: null },
    showsTables: false,
    showsSettings: false,
  };
}

/** Reads a state that was kept, perhaps by another version: what it does not have, or has otherwise, is as at first. */
export function readState(kept: unknown): ViewState | undefined {
  const given = membersOf(kept);
  const uri = given['uri'];
  if (given['version'] !== 1 || typeof uri !== 'string') return undefined;
  const view = oneOf<View>(given['view'], ['scaling', 'balancing', 'cache'], 'scaling');
  const usual = initialState(uri, view);
  const balancing = membersOf(given['balancing']);
  const cache = membersOf(given['cache']);
  return {
    ...usual,
    shape: typeof given['shape'] === 'string' ? given['shape'] : usual.shape,
    trace: readFile(given['trace']),
    peak: readPositive(given['peak']) ?? null,
    hours: readPositive(given['hours']) ?? null,
    policies: readNames(given['policies']),
    tried: readNumbers(given['tried']),
    comparesCommit: given['comparesCommit'] === true,
    balancing: {
      algorithms: readNames(balancing['algorithms'] ?? usualAlgorithms),
      utilisation: readPositive(balancing['utilisation']) ?? usual.balancing.utilisation,
      trouble: oneOf<Trouble>(balancing['trouble'], ['none', 'fails', 'slow'], 'fails'),
    },
    cache: {
      policies: readNames(cache['policies'] ?? usualEvictions),
      exponent: readPositive(cache['exponent']) ?? usual.cache.exponent,
      objects: readPositive(cache['objects']) ?? usual.cache.objects,
      trace: readFile(cache['trace']),
    },
    showsTables: given['showsTables'] === true,
    showsSettings: given['showsSettings'] === true,
  };
}

/** True where both states ask for the same picture: they differ in what is open at most. */
export function asksTheSame(one: ViewState, other: ViewState): boolean {
  const asked = ({ showsTables: _tables, showsSettings: _settings, ...rest }: ViewState): string =>
    JSON.stringify(rest);
  return asked(one) === asked(other);
}

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function oneOf<T extends string>(value: unknown, known: readonly T[], usual: T): T {
  return known.find((one) => one === value) ?? usual;
}

function readPositive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function readNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function readNumbers(value: unknown): Readonly<Record<string, number>> {
  const entries = Object.entries(membersOf(value));
  return Object.fromEntries(
    entries.flatMap(([key, one]) => (typeof one === 'number' && Number.isFinite(one) ? [[key, one] as const] : [])),
  );
}

function readFile(value: unknown): ChosenFile | null {
  const { uri, name } = membersOf(value);
  return typeof uri === 'string' && typeof name === 'string' ? { uri, name } : null;
}
