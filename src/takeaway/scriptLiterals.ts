/**
 * `value` as JSON in printable ASCII without a single quote, so that nothing in it can end the
 * literal it stands in: bash's `'…'`, Python's `r'''…'''`, and JavaScript as it is (JSON is one of
 * its literals once U+2028 is escaped). Read back, it is the same value; lone surrogates too.
 */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(/[^\n -&(-~]/g, (unit) => escapeUnit(unit));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** `text` as a Python string in ASCII, lone surrogates too. */
export function pythonString(text: string): string {
  return quoted(Array.from(text));
}

/**
 * `text` as an R string in ASCII. R has no character 0 and no halves of surrogate pairs; both
 * become the replacement character, which no name of the API holds.
 */
export function rString(text: string): string {
  return quoted(Array.from(wellFormed(text).replaceAll('\0', '\uFFFD')));
}

function quoted(characters: readonly string[]): string {
  const written = characters.map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (/^[ -~]$/.test(character)) return character;
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
  return `"${written.join('')}"`;
}

/**
 * `text` between bash's single quotes, in which nothing but a single quote means anything. For
 * addresses and for words to be shown: control characters become spaces, as bash has no character 0.
 */
export function bashString(text: string): string {
  return `'${visible(text).replaceAll("'", String.raw`'\''`)}'`;
}

const COMMENT_MOST = 300;

/**
 * `text` as the rest of a line that a `#` or `//` begins: without line breaks, and without the
 * invisible characters that make a line read otherwise than it runs.
 */
export function oneLine(text: string): string {
  const characters = Array.from(visible(text));
  if (characters.length <= COMMENT_MOST) return characters.join('').trim();
  return `${characters.slice(0, COMMENT_MOST).join('')}…`;
}

function visible(text: string): string {
  return wellFormed(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
