import type { PreviewSetting } from '@tsk/language-server/requests';
import { showCell } from '@tsk/runtime/charts';
import type { ViewState } from '../view-state.ts';
import { button, el } from './dom.ts';

/** What sliders do. */
export interface SliderActions {
  readonly tryOut: (values: ViewState['tried']) => void;
  readonly write: () => void;
  readonly reveal: (setting: PreviewSetting) => void;
}

/** The panel in which settings are tried out: a slider for each, and what writes or forgets the values. */
export class Sliders {
  readonly element: HTMLElement = el('div', { class: 'sliders' });
  readonly #actions: SliderActions;
  readonly #rows = new Map<string, SliderRow>();
  readonly #list = el('div', { class: 'slider-list' });
  readonly #write: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  #tried: ViewState['tried'] = {};

  constructor(actions: SliderActions) {
    this.#actions = actions;
    this.#write = button('Write into the document', () => actions.write(), { class: 'primary' });
    this.#reset = button('Reset', () => this.#change({}));
    this.element.append(this.#list, el('div', { class: 'slider-actions' }, this.#write, this.#reset));
  }

  /** Shows the settings as they are now. Sliders that stay keep the focus. */
  show(settings: readonly PreviewSetting[], written: readonly string[], tried: ViewState['tried']): void {
    this.#tried = tried;
    const same = settings.map(({ pointer }) => pointer).join() === [...this.#rows.keys()].join();
    if (!same) {
      this.#rows.clear();
      for (const setting of settings) this.#rows.set(setting.pointer, this.#makeRow(setting));
      this.#list.replaceChildren(...[...this.#rows.values()].map(({ element }) => element));
    }
    for (const setting of settings) this.#rows.get(setting.pointer)?.show(setting, written.includes(setting.pointer));
    this.#update();
  }

  #makeRow(setting: PreviewSetting): SliderRow {
    return new SliderRow(setting, this.#actions.reveal, (pointer, value) => {
      const { [pointer]: _before, ...others } = this.#tried;
      this.#change(value === undefined ? others : { ...others, [pointer]: value });
    });
  }

  #change(tried: ViewState['tried']): void {
    this.#tried = tried;
    this.#update();
    this.#actions.tryOut(tried);
  }

  #update(): void {
    const count = Object.keys(this.#tried).length;
    this.#write.disabled = count === 0;
    this.#reset.disabled = count === 0;
    this.#write.textContent = count > 1 ? `Write ${count} values into the document` : 'Write into the document';
    for (const [pointer, row] of this.#rows) row.tryOut(this.#tried[pointer]);
  }
}

class SliderRow {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #output = el('output');
  readonly #name: HTMLButtonElement;
  #setting: PreviewSetting;

  constructor(
    setting: PreviewSetting,
    reveal: SliderActions['reveal'],
    change: (pointer: string, value: number | undefined) => void,
  ) {
    this.#setting = setting;
    this.#name = button(setting.label, () => reveal(this.#setting), { class: 'link', title: setting.key });
    this.#input = el('input', { type: 'range', 'aria-label': `${setting.label}, ${setting.key}` });
    this.#input.addEventListener('input', () => {
      const value = Number(this.#input.value);
      change(setting.pointer, value === this.#setting.value ? undefined : value);
    });
    this.element = el('div', { class: 'slider' }, this.#name, this.#output, this.#input);
  }

  show(setting: PreviewSetting, isWritten: boolean): void {
    this.#setting = setting;
    const { least, most, step, value } = setting;
    this.#name.title = isWritten ? setting.key : `${setting.key}, a default`;
    this.#input.min = String(Math.min(least, value ?? least));
    this.#input.max = String(Math.max(most, value ?? most));
    // Steps are counted from the least value: with `any` the value of the document is met exactly.
    this.#input.step = value !== null && !isStep(value - Math.min(least, value), step) ? 'any' : String(step);
  }

  tryOut(tried: number | undefined): void {
    const { value, unit, least } = this.#setting;
    const shown = tried ?? value;
    const text = shown === null ? 'chosen' : showCell(round(shown), unit);
    if (document.activeElement !== this.#input || Number(this.#input.value) !== shown) {
      this.#input.value = String(shown ?? least);
    }
    this.#input.setAttribute('aria-valuetext', text);
    const before = tried === undefined || value === null ? '' : ` (${showCell(value, unit)})`;
    this.#output.textContent = text + before;
    this.element.classList.toggle('tried', tried !== undefined);
  }
}

function isStep(value: number, step: number): boolean {
  return Math.abs(value / step - Math.round(value / step)) < 1e-9;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
