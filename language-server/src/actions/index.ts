import type { Refactoring } from './document/action.ts';
import { extractFile } from './files/extract-file.ts';
import { inlineInclude } from './files/inline-include.ts';
import { addKeys } from './rewrite/add-keys.ts';
import { removeDefaults } from './rewrite/remove-defaults.ts';
import { sections } from './rewrite/sections.ts';
import { sorting } from './rewrite/sort-keys.ts';
import { tableForms } from './rewrite/table-forms.ts';
import { layout } from './values/layout.ts';
import { literals } from './values/literals.ts';
import { quantities } from './values/quantities.ts';
import { quotes } from './values/quotes.ts';
import { signs } from './values/signs.ts';
import { extractVariable } from './variables/extract-variable.ts';
import { inlineVariable } from './variables/inline-variable.ts';

/** All refactorings, in the order in which a menu shows them: what the cursor is on, then what is around it, then the file. */
export const refactorings: readonly Refactoring[] = Object.freeze([
  ...inlineVariable,
  inlineInclude,
  ...extractVariable,
  ...literals,
  ...quantities,
  ...quotes,
  ...layout,
  ...tableForms,
  ...sections,
  ...addKeys,
  removeDefaults,
  ...sorting,
  ...signs,
  extractFile,
]);
