/** Characters that take two columns: East Asian wide and full-width forms, and emoji that are shown as pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Characters that take none: marks that combine with the one before, and format characters. */
const narrow = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Tabs stop at every fourth column. */
const tabStop = 4;

/** One character as it is shown, and the columns that it takes. */
export interface ShownCharacter {
  readonly text: string;
  readonly width: number;
}

/** How a character of a source line is shown at a column. Control characters are not passed on to the terminal. */
export function showCharacter(character: string, column: number): ShownCharacter {
  if (character === '\t') {
    const width = tabStop - (column % tabStop);
    return { text: ' '.repeat(width), width };
  }
  if (/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(character)) return { text: '\ufffd', width: 1 };
  if (narrow.test(character)) return { text: character, width: 0 };
  return { text: character, width: wide.test(character) ? 2 : 1 };
}

/** A text on one line, without what could disturb a terminal. */
export function showPlainText(text: string): string {
  return Array.from(text.replace(/\s/g, ' '), (character) => showCharacter(character, 0).text).join('');
}
