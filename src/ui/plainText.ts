import { unseen } from './sanitizeText.ts';

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
