import { type Theme, themes } from '@tsk/runtime/charts';

/**
 * The colours of a picture as VS Code has them now. Background, text and lines are those of the editor's theme; what tells lines
 * apart is the palette of the pictures, which is made for every kind of colour vision.
 */
export function readTheme(): Theme {
  const { classList } = document.body;
  const style = getComputedStyle(document.documentElement);
  const read = (name: string, usual: string): string => style.getPropertyValue(`--vscode-${name}`).trim() || usual;
  const isContrast = classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  const isLight = classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light');
  const base = isLight ? themes.light : isContrast ? themes.highContrast : themes.dark;
  const text = read('editor-foreground', base.text);
  return {
    ...base,
    background: read('editor-background', base.background),
    text,
    muted: isContrast ? text : read('descriptionForeground', base.muted),
    grid: isContrast ? base.grid : read('editorIndentGuide-background1', base.grid),
  };
}

/** Calls back whenever VS Code changes its colours, which it does by the class of the body and the style of the root. */
export function followTheme(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}
