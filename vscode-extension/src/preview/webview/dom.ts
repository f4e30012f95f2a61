/** Attributes of an element; `true` is one without a value, `false` none at all. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Makes an element. Text is put in as text, so that nothing in it can be markup. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/** Makes a button. */
export function button(label: string, run: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', run);
  return made;
}

/** Makes a field with its label before it. */
export function field(label: string, control: HTMLElement): HTMLLabelElement {
  return el('label', { class: 'field' }, el('span', {}, label), control);
}

/** Makes a list to choose one of. */
export function choice<Value extends string>(
  options: readonly { readonly value: Value; readonly label: string; readonly title?: string }[],
  current: Value,
  choose: (value: Value) => void,
): HTMLSelectElement {
  const made = el(
    'select',
    {},
    ...options.map(({ value, label, title = '' }) =>
      el('option', { value, title, selected: value === current }, label),
    ),
  );
  made.addEventListener('change', () => {
    const chosen = options[made.selectedIndex];
    if (chosen !== undefined) choose(chosen.value);
  });
  return made;
}

/** Makes a menu of things to tick. */
export function ticks(
  label: string,
  options: readonly { readonly name: string; readonly summary: string }[],
  current: readonly string[],
  change: (names: readonly string[]) => void,
): HTMLDetailsElement {
  const boxes = options.map(({ name, summary }) => {
    const box = el('input', { type: 'checkbox', checked: current.includes(name) });
    return { name, box, row: el('label', { class: 'tick', title: summary }, box, el('span', {}, name)) };
  });
  for (const { box } of boxes) {
    box.addEventListener('change', () => change(boxes.filter((one) => one.box.checked).map(({ name }) => name)));
  }
  return menu(label, ...boxes.map(({ row }) => row));
}

/** Makes something that opens over the page; Escape and a click elsewhere close it. */
export function menu(label: string, ...children: readonly Node[]): HTMLDetailsElement {
  const summary = el('summary', {}, label);
  // It can have the focus, so that a click between its entries does not count as one elsewhere.
  const made = el('details', { class: 'menu' }, summary, el('div', { class: 'menu-body', tabindex: -1 }, ...children));
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !made.open) return;
    made.open = false;
    summary.focus();
  });
  made.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && made.contains(relatedTarget))) made.open = false;
  });
  return made;
}
