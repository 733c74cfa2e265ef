/**
 * A flag of a part of a country, such as Scotland's: the only emoji with tag characters. Anywhere else
 * these write text that users cannot see.
 */
const FLAG = '(\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){3,6}\udb40\udc7f)';

/**
 * What turns the letters around it, breaks off what comes after it, or takes no place at all. What joins
 * letters (U+200C, U+200D) and marks a direction (U+061C, U+200E, U+200F) belongs to many languages and
 * to emoji.
 */
const UNSEEN =
  '[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u200b\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]|\\udb40[\\udc00-\\udc7f]';

/** Finds each unseen character; a flag, which is to stay, is in the first group. */
const unseen = new RegExp(`${FLAG}|${UNSEEN}`, 'g');

/** Sanitizes untrusted text for the page: truncates it and makes unseen characters visible. */
export function sanitizeText(text: string, most = 300): string {
  const start = text.length > most ? `${text.slice(0, most)}…` : text;
  return start.replace(unseen, (sign, flag?: string) => {
    const code = sign.codePointAt(0) ?? 0;
    return flag ?? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/**
 * Untrusted text for the clipboard: without the characters that `shown` makes visible. A terminal
 * obeys control characters, and bidi characters make a command read otherwise than it runs. Keeps
 * line feeds and tabs; every line break becomes a line feed.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(unseen, '$1')
    .toWellFormed();
}

/** The same on one line, for a name or another value: a second line may be a command. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/[\n\t]+/g, ' ');
}
