import type { Role } from './picture.ts';

/** How a role is drawn beside its colour, so that nothing is told by colour alone. */
export interface Stroke {
  readonly color: string;
  /** Lengths of dashes and gaps in pixels; null is a solid line. */
  readonly dash: readonly number[] | null;
  readonly width: number;
}

/** Colours of a picture. All are CSS colours; a host may bring its own. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly colors: Readonly<Record<Role, string>>;
}

/** Names of the themes that come with this. */
export type ThemeName = 'light' | 'dark' | 'highContrast';

/** After the palette of M. Okabe and K. Ito, "Color Universal Design" (2008), which people with any common colour vision can tell apart. */
const light: Theme = {
  background: '#ffffff',
  text: '#1f2328',
  muted: '#59636e',
  grid: '#e4e7eb',
  colors: {
    load: '#0072b2',
    capacity: '#1f2328',
    ready: '#7fc0e8',
    starting: '#f0c75e',
    draining: '#d5d9de',
    needed: '#1f2328',
    signal: '#0072b2',
    forecast: '#a5568a',
    threshold: '#b84a00',
    p50: '#56a3d0',
    p95: '#0072b2',
    p99: '#a5568a',
    late: '#d55e00',
    dropped: '#7a2e00',
    up: '#007a5a',
    down: '#8a6d00',
    held: '#6e7781',
    other1: '#b0367f',
    other2: '#007a5a',
    other3: '#b84a00',
    other4: '#5b4bb5',
    other5: '#8a6d00',
    other6: '#1f2328',
  },
};

const dark: Theme = {
  background: '#1e1e1e',
  text: '#e6e6e6',
  muted: '#a5adb6',
  grid: '#3a3d41',
  colors: {
    load: '#56b4e9',
    capacity: '#e6e6e6',
    ready: '#2f6f97',
    starting: '#c79a2b',
    draining: '#55595f',
    needed: '#ffffff',
    signal: '#56b4e9',
    forecast: '#dd9cc6',
    threshold: '#ff9d5c',
    p50: '#3f86b0',
    p95: '#56b4e9',
    p99: '#dd9cc6',
    late: '#ff8a3d',
    dropped: '#ffc7a0',
    up: '#35d3a5',
    down: '#f0e442',
    held: '#a5adb6',
    other1: '#ff8fcb',
    other2: '#35d3a5',
    other3: '#ff9d5c',
    other4: '#b3a6ff',
    other5: '#f0e442',
    other6: '#ffffff',
  },
};

const highContrast: Theme = {
  background: '#000000',
  text: '#ffffff',
  muted: '#ffffff',
  grid: '#6f6f6f',
  colors: {
    ...dark.colors,
    load: '#4fc3ff',
    ready: '#0b67a8',
    starting: '#ffcf40',
    draining: '#7a7a7a',
    signal: '#4fc3ff',
    held: '#ffffff',
  },
};

/** The themes by name. */
export const themes: Readonly<Record<ThemeName, Theme>> = { light, dark, highContrast };

const dashes: Readonly<Partial<Record<Role, readonly number[]>>> = {
  capacity: [6, 3],
  needed: [5, 3],
  forecast: [2, 3],
  p50: [2, 3],
  p95: [7, 3],
  other1: [8, 3, 2, 3],
  other2: [3, 3],
  other3: [10, 4],
  other4: [6, 2, 2, 2, 2, 2],
  other5: [1, 3],
  other6: [4, 6],
};

/** How a line of that role is drawn. */
export function strokeOf(role: Role, theme: Theme): Stroke {
  const isMain = role === 'load' || role === 'signal' || role === 'p99' || role === 'needed';
  return { color: theme.colors[role], dash: dashes[role] ?? null, width: isMain ? 1.6 : 1.3 };
}
