// What turns the letters around it, breaks off what comes after it, or takes no place at all. What joins
// letters (U+200C, U+200D) and marks a direction (U+200E, U+200F) belongs to many languages and to emoji.
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** A stranger's text as it may stand on the page: of bounded length, and nothing unseen in it. */
export function shown(text: string, most = 300): string {
  const start = text.length > most ? `${text.slice(0, most)}…` : text;
  return start.replace(
    UNSEEN,
    (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}
