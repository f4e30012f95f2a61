import type { PreviewChoices } from '@tsk/language-server/requests';
import type { FromPage } from '../protocol.ts';
import type { Trouble, ViewState } from '../view-state.ts';
import { button, choice, el, field, ticks } from './dom.ts';

/** What the controls act on. */
export interface ToolbarActions {
  readonly change: (state: Partial<ViewState>) => void;
  readonly send: (message: FromPage) => void;
}

/** The controls of a preview: what it is made for. */
export function makeToolbar(
  state: ViewState,
  choices: PreviewChoices,
  actions: ToolbarActions,
): readonly HTMLElement[] {
  switch (state.view) {
    case 'scaling':
      return scalingControls(state, choices, actions);
    case 'balancing':
      return balancingControls(state, choices, actions);
    case 'cache':
      return cacheControls(state, choices, actions);
  }
}

const lengths: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'as usual' },
  { value: '1', label: '1 hour' },
  { value: '6', label: '6 hours' },
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '1 week' },
];

function scalingControls(
  state: ViewState,
  choices: PreviewChoices,
  { change, send }: ToolbarActions,
): readonly HTMLElement[] {
  const shapes = choices.shapes.map(({ name, summary }) => ({ value: name, label: name, title: summary }));
  const { trace } = state;
  const count = state.policies.length;
  return [
    trace === null
      ? field(
          'Load',
          choice(shapes, state.shape, (shape) => change({ shape })),
        )
      : chosen('Load', trace.name, () => change({ trace: null })),
    button('Trace…', () => send({ kind: 'chooseTrace' }), { title: 'Take the load from a file' }),
    field('Peak', peakInput(state, change)),
    field(
      'Time',
      choice(lengths, String(state.hours ?? ''), (hours) => change({ hours: hours === '' ? null : Number(hours) })),
    ),
    ticks(count === 0 ? 'Compare rules' : `Compare rules (${count})`, choices.policies, state.policies, (policies) =>
      change({ policies }),
    ),
    button('Last commit', () => change({ comparesCommit: !state.comparesCommit }), {
      'aria-pressed': String(state.comparesCommit),
      title: 'Lay over it what the last commit would do',
    }),
  ];
}

function peakInput({ peak }: ViewState, change: ToolbarActions['change']): HTMLInputElement {
  const input = el('input', {
    type: 'number',
    min: 1,
    step: 'any',
    placeholder: 'as usual',
    title: 'Requests per second',
  });
  input.value = peak === null ? '' : String(peak);
  input.addEventListener('change', () => {
    const value = Number(input.value);
    change({ peak: value > 0 ? value : null });
  });
  return input;
}

const troubles: readonly { readonly value: Trouble; readonly label: string }[] = [
  { value: 'none', label: 'nothing' },
  { value: 'fails', label: 'the last one fails for a while' },
  { value: 'slow', label: 'the last one is half as fast' },
];

function balancingControls(
  { balancing }: ViewState,
  choices: PreviewChoices,
  { change }: ToolbarActions,
): readonly HTMLElement[] {
  const loads = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.1].map((share) => ({
    value: String(share),
    label: `${Math.round(share * 100)} %`,
  }));
  return [
    field(
      'Load',
      choice(loads, String(balancing.utilisation), (share) =>
        change({ balancing: { ...balancing, utilisation: Number(share) } }),
      ),
    ),
    field(
      'What happens',
      choice(troubles, balancing.trouble, (trouble) => change({ balancing: { ...balancing, trouble } })),
    ),
    ticks(`Algorithms (${balancing.algorithms.length})`, choices.algorithms, balancing.algorithms, (algorithms) =>
      change({ balancing: { ...balancing, algorithms } }),
    ),
  ];
}

function cacheControls(
  { cache }: ViewState,
  choices: PreviewChoices,
  { change, send }: ToolbarActions,
): readonly HTMLElement[] {
  const skews = [0.6, 0.75, 0.9, 1, 1.1].map((value) => ({ value: String(value), label: String(value) }));
  const counts = [1000, 10_000, 100_000].map((value) => ({
    value: String(value),
    label: value.toLocaleString('en-US'),
  }));
  const shape =
    cache.trace === null
      ? [
          field(
            'Objects',
            choice(counts, String(cache.objects), (objects) =>
              change({ cache: { ...cache, objects: Number(objects) } }),
            ),
          ),
          field(
            'Zipf exponent',
            choice(skews, String(cache.exponent), (exponent) =>
              change({ cache: { ...cache, exponent: Number(exponent) } }),
            ),
          ),
        ]
      : [chosen('Requests', cache.trace.name, () => change({ cache: { ...cache, trace: null } }))];
  return [
    ...shape,
    button('Trace…', () => send({ kind: 'chooseTrace' }), { title: 'Take the requests from a file' }),
    ticks(`Policies (${cache.policies.length})`, choices.evictionPolicies, cache.policies, (policies) =>
      change({ cache: { ...cache, policies } }),
    ),
  ];
}

/** A file that was chosen, with what takes it away again. */
function chosen(label: string, name: string, clear: () => void): HTMLElement {
  return el(
    'span',
    { class: 'field' },
    el('span', {}, label),
    el('span', { class: 'chip' }, name, button('×', clear, { 'aria-label': `Without ${name}`, class: 'plain' })),
  );
}
