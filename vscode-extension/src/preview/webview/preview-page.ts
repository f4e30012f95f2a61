import type { PreviewChoices } from '@tsk/language-server/requests';
import type { ExportFormat, Notice, ToPage } from '../protocol.ts';
import type { View, ViewState } from '../view-state.ts';
import { ChartView } from './chart.ts';
import { makeTable } from './data-tables.ts';
import { button, el, menu } from './dom.ts';
import type { Host } from './host.ts';
import type { PartPlace } from './picture-parts.ts';
import { renderExport } from './render-export.ts';
import { Sliders } from './sliders.ts';
import { makeTabs } from './tabs.ts';
import { makeToolbar } from './toolbar.ts';
import { makeDecisions, makeLinks, makeNotes, makeSummary } from './words.ts';

type PictureMessage = Extract<ToPage, { kind: 'picture' }>;

const exports: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: 'svg', label: 'SVG' },
  { format: 'png', label: 'PNG' },
  { format: 'png2x', label: 'PNG, double size' },
  { format: 'csv', label: 'CSV, the numbers' },
  { format: 'json', label: 'JSON, everything' },
];

/** The page of a preview: it shows what the extension sends, and sends what the user does. */
export class PreviewPage {
  readonly element: HTMLElement;
  readonly #host: Host;
  readonly #heading = el('h1', { class: 'unseen' }, 'Preview');
  readonly #head = el('header');
  readonly #banner = el('div', { class: 'banner', role: 'alert', hidden: true });
  readonly #verdict = el('p', { class: 'verdict', role: 'status', 'aria-live': 'polite' }, 'Simulating …');
  readonly #chart: ChartView;
  readonly #moment = el('input', { type: 'range', min: 0, max: 1000, value: 0, 'aria-label': 'Moment in the chart' });
  readonly #told = el('output', { class: 'told' });
  readonly #sliders: Sliders;
  readonly #settings = el('details', { class: 'settings' }, el('summary', {}, 'Try other values'));
  readonly #words = el('div', { class: 'words' });
  readonly #tables = el('details', { class: 'tables' }, el('summary', {}, 'Tables'));
  #state: ViewState | undefined;
  #choices: PreviewChoices | undefined;
  #shown: PictureMessage | undefined;
  /** What the controls were made for; they stay, with the focus in them, as long as that does. */
  #controlsOf = '';

  constructor(host: Host) {
    this.#host = host;
    const choose = ({ pointer, key }: PartPlace): void => host.send({ kind: 'reveal', pointer, key });
    this.#chart = new ChartView(choose);
    this.#sliders = new Sliders({
      tryOut: (tried) => this.#change({ tried }),
      write: () => host.send({ kind: 'write' }),
      reveal: ({ pointer, key }) => host.send({ kind: 'reveal', pointer, key }),
    });
    this.#settings.append(this.#sliders.element);
    this.#settings.addEventListener('toggle', () => this.#change({ showsSettings: this.#settings.open }));
    this.#tables.addEventListener('toggle', () => {
      this.#change({ showsTables: this.#tables.open });
      this.#showTables();
    });
    this.#moment.addEventListener('input', () => this.#tell());
    this.element = el(
      'main',
      { 'aria-busy': 'true' },
      this.#heading,
      el('div', { class: 'top' }, this.#head, this.#banner),
      this.#verdict,
      this.#settings,
      el('div', { class: 'scroll plain', tabindex: -1 }, this.#chart.element),
      el('div', { class: 'moment-row' }, this.#moment, this.#told),
      this.#words,
      this.#tables,
    );
  }

  /** Takes a message of the extension. */
  take(message: ToPage): void {
    switch (message.kind) {
      case 'state':
        this.#takeState(message);
        break;
      case 'picture':
        this.#show(message);
        break;
      case 'notice':
        this.element.classList.add('stale');
        this.#notify(message.notice);
        break;
      case 'highlight':
        this.#chart.highlight(message.key, message.moves);
        break;
      case 'render':
        this.#render(message.format);
        break;
    }
  }

  /** Draws the same in the colours that VS Code has now. */
  recolor(): void {
    this.#chart.redraw();
  }

  #takeState({ state, choices, file }: Extract<ToPage, { kind: 'state' }>): void {
    this.#choices = choices;
    this.#state = state;
    this.#heading.textContent = `Preview of ${file}`;
    this.#host.keep(state);
    this.#showState();
  }

  #render(format: 'svg' | 'png' | 'png2x'): void {
    if (this.#shown === undefined) return;
    this.#host.send({ kind: 'rendered', format, data: renderExport(this.#shown.picture, format) });
  }

  #change(part: Partial<ViewState>): void {
    if (this.#state === undefined) return;
    this.#state = { ...this.#state, ...part };
    this.#host.keep(this.#state);
    this.#host.send({ kind: 'change', state: this.#state });
    this.#showState();
  }

  #showState(): void {
    const [state, choices] = [this.#state, this.#choices];
    if (state === undefined || choices === undefined) return;
    const { view, tried: _tried, showsSettings, showsTables, ...controlled } = state;
    this.#settings.open = showsSettings;
    this.#tables.open = showsTables;
    this.#settings.hidden = view !== 'scaling';
    const made = JSON.stringify({ view, controlled });
    if (made !== this.#controlsOf) {
      this.#controlsOf = made;
      this.#makeHead(state, choices);
    }
    if (this.#shown !== undefined) this.#sliders.show(this.#shown.settings, this.#shown.written, state.tried);
  }

  #makeHead(state: ViewState, choices: PreviewChoices): void {
    const focused = listControls(this.#head).findIndex((one) => one.matches(':focus'));
    const wasTab = document.activeElement?.getAttribute('role') === 'tab';
    const open = [...this.#head.querySelectorAll('details')].map((one) => one.open);
    const actions = { change: (part: Partial<ViewState>) => this.#change(part), send: this.#host.send };
    const tabs = makeTabs(state.view, (view) => this.#open(view));
    const saves = exports.map(({ format, label }) => button(label, () => this.#host.send({ kind: 'export', format })));
    this.#head.replaceChildren(
      tabs,
      el(
        'div',
        { class: 'toolbar', role: 'group', 'aria-label': 'What the preview is made for' },
        ...makeToolbar(state, choices, actions),
        menu('Export', ...saves),
      ),
    );
    for (const [index, details] of [...this.#head.querySelectorAll('details')].entries()) {
      details.open = open[index] ?? false;
    }
    if (wasTab) this.#head.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
    else listControls(this.#head)[focused]?.focus();
  }

  #open(view: View): void {
    this.#verdict.textContent = 'Simulating …';
    this.element.classList.add('stale');
    this.#head.querySelectorAll('details').forEach((one) => {
      one.open = false;
    });
    this.#change({ view });
  }

  #show(message: PictureMessage): void {
    if (this.#state !== undefined && message.view !== this.#state.view) return;
    this.#shown = message;
    const { picture, settings, written, notice } = message;
    this.element.classList.toggle('stale', notice?.hasPlace === true);
    this.element.setAttribute('aria-busy', 'false');
    this.#notify(notice);
    this.#chart.draw(picture);
    const [verdict = ''] = picture.summary;
    this.#verdict.textContent = verdict;
    const rest = { ...picture, summary: picture.summary.slice(1) };
    const choose = ({ pointer, key }: PartPlace): void => this.#host.send({ kind: 'reveal', pointer, key });
    const parts = [makeSummary(rest), makeDecisions(picture, choose), makeLinks(picture, choose), makeNotes(picture)];
    this.#words.replaceChildren(...parts.filter((part) => part !== undefined));
    this.#sliders.show(settings, written, this.#state?.tried ?? {});
    this.#showTables();
    if (this.#told.textContent !== '') this.#tell();
  }

  #notify(notice: Notice | null): void {
    this.#banner.hidden = notice === null;
    this.#banner.replaceChildren();
    if (notice === null) return;
    this.#banner.append(el('span', {}, notice.text));
    if (notice.hasPlace) this.#banner.append(button('Show it', () => this.#host.send({ kind: 'revealError' })));
  }

  #showTables(): void {
    const summary = this.#tables.querySelector('summary');
    const tables = this.#tables.open ? (this.#shown?.picture.tables ?? []).map(makeTable) : [];
    this.#tables.replaceChildren(...(summary === null ? [] : [summary]), ...tables);
  }

  #tell(): void {
    const axis = this.#shown?.picture.axis;
    if (axis === undefined || axis.kind === 'categories') return;
    const share = Number(this.#moment.value) / 1000;
    const at =
      axis.kind === 'time'
        ? Math.min(share * axis.durationMs, axis.durationMs - 1000)
        : axis.least * (axis.most / Math.max(axis.least, 1e-9)) ** share;
    const text = this.#chart.pointAt(at);
    this.#moment.setAttribute('aria-valuetext', text);
    this.#told.textContent = text;
  }
}

function listControls(within: HTMLElement): readonly HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>('button, select, input, summary')];
}
