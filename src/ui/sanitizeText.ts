/**
 * The flag of a region, such as Scotland's: the only kind of emoji with tag characters. Other tag characters are
 * invisible text.
 */
const FLAG = '(\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){3,6}\udb40\udc7f)';

/**
 * Characters that reorder the text around them, break the line, or are invisible. Does not include joiners (U+200C,
 * U+200D) and direction marks (U+061C, U+200E, U+200F), which many languages and emoji need.
 */
const UNSAFE =
  '[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u200b\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]|\\udb40[\\udc00-\\udc7f]';

/** Matches unsafe characters. The first group contains a flag, which must be kept. */
const unsafe = new RegExp(`${FLAG}|${UNSAFE}`, 'g');

/**
 * Sanitizes untrusted text for the page: truncates it to `maxLength` UTF-16 code units, and shows control, bidi and
 * invisible characters as their codes, such as `[U+202E]`.
 */
export function sanitizeText(text: string, maxLength = 300): string {
  const start = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return start.replace(unsafe, (character, flag?: string) => {
    const code = character.codePointAt(0) ?? 0;
    return flag ?? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/**
 * Sanitizes untrusted text for the clipboard: removes the characters that `sanitizeText` shows as codes. A terminal
 * executes control characters, and with bidi characters a command can look different from what it does. Keeps tabs and
 * line feeds, and converts other line breaks to line feeds.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(unsafe, '$1')
    .toWellFormed();
}

/** Sanitizes text for the clipboard as one line, for names and other values: a second line could be a command. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/[\n\t]+/g, ' ');
}
