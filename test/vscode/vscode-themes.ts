/** Themes that come with VS Code. */
export type VscodeTheme = 'light' | 'dark' | 'highContrast';

/** What VS Code puts into a page for one of its themes: the class of the body, and colours by name. */
export interface ThemeVariables {
  readonly bodyClass: string;
  readonly colors: Readonly<Record<string, string>>;
}

const fonts = {
  'font-family': "system-ui, 'DejaVu Sans', sans-serif",
  'font-size': '13px',
  'editor-font-family': 'monospace',
};

/** Light Modern, Dark Modern and Dark High Contrast, as far as previews use their colours. */
export const vscodeThemes: Readonly<Record<VscodeTheme, ThemeVariables>> = {
  light: {
    bodyClass: 'vscode-light',
    colors: {
      ...fonts,
      'editor-background': '#ffffff',
      'editor-foreground': '#3b3b3b',
      descriptionForeground: '#3b3b3b',
      focusBorder: '#005fb8',
      'widget-border': '#e5e5e5',
      'textLink-foreground': '#005fb8',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryForeground': '#3b3b3b',
      'dropdown-background': '#ffffff',
      'dropdown-border': '#cecece',
      'dropdown-foreground': '#3b3b3b',
      'input-background': '#ffffff',
      'input-placeholderForeground': '#767676',
      'menu-background': '#ffffff',
      'inputValidation-warningBackground': '#f6f5d2',
      'inputValidation-warningBorder': '#b89500',
      'editorHoverWidget-background': '#f8f8f8',
      'editorIndentGuide-background1': '#d3d3d3',
      'editor-wordHighlightBackground': 'rgba(87, 87, 87, 0.25)',
    },
  },
  dark: {
    bodyClass: 'vscode-dark',
    colors: {
      ...fonts,
      'editor-background': '#1f1f1f',
      'editor-foreground': '#cccccc',
      descriptionForeground: '#9d9d9d',
      focusBorder: '#0078d4',
      'widget-border': '#313131',
      'textLink-foreground': '#4daafc',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-secondaryBackground': '#313131',
      'button-secondaryForeground': '#cccccc',
      'dropdown-background': '#313131',
      'dropdown-border': '#3c3c3c',
      'dropdown-foreground': '#cccccc',
      'input-background': '#313131',
      'input-placeholderForeground': '#989898',
      'menu-background': '#1f1f1f',
      'inputValidation-warningBackground': '#352a05',
      'inputValidation-warningBorder': '#b89500',
      'editorHoverWidget-background': '#202020',
      'editorIndentGuide-background1': '#404040',
      'editor-wordHighlightBackground': 'rgba(87, 87, 87, 0.72)',
    },
  },
  highContrast: {
    bodyClass: 'vscode-high-contrast',
    colors: {
      ...fonts,
      'editor-background': '#000000',
      'editor-foreground': '#ffffff',
      descriptionForeground: 'rgba(255, 255, 255, 0.7)',
      focusBorder: '#f38518',
      contrastBorder: '#6fc3df',
      'textLink-foreground': '#21a6ff',
      'button-foreground': '#ffffff',
      'button-border': '#6fc3df',
      'button-secondaryForeground': '#ffffff',
      'dropdown-background': '#000000',
      'dropdown-border': '#6fc3df',
      'dropdown-foreground': '#ffffff',
      'input-background': '#000000',
      'input-placeholderForeground': 'rgba(255, 255, 255, 0.7)',
      'menu-background': '#000000',
      'menu-border': '#6fc3df',
      'inputValidation-warningBorder': '#b89500',
      'editorHoverWidget-background': '#0c141f',
    },
  },
};
