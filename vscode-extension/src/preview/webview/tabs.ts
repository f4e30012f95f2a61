import type { View } from '../view-state.ts';
import { button, el } from './dom.ts';

const views: readonly { readonly view: View; readonly label: string }[] = [
  { view: 'scaling', label: 'Scaling' },
  { view: 'balancing', label: 'Balancing' },
  { view: 'cache', label: 'Cache' },
];

/** The tabs between the previews: the arrow keys go from one to the next, as in every list of tabs (ARIA practices, "Tabs"). */
export function makeTabs(current: View, open: (view: View) => void): HTMLElement {
  const tabs = views.map(({ view, label }) => {
    const isCurrent = view === current;
    return button(label, () => (isCurrent ? undefined : open(view)), {
      role: 'tab',
      'aria-selected': String(isCurrent),
      tabindex: isCurrent ? 0 : -1,
    });
  });
  const list = el('div', { role: 'tablist', 'aria-label': 'Preview of', class: 'tabs' }, ...tabs);
  list.addEventListener('keydown', ({ key }) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const position = views.findIndex(({ view }) => view === current);
    const next = views[(position + step + views.length) % views.length];
    if (step !== 0 && next !== undefined) open(next.view);
  });
  return list;
}
