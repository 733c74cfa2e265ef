/**
 * Characters that need an escape between quotes somewhere. A shell expands `$` and `` ` `` between
 * double quotes; `!` recalls its history, and `'` ends a literal. What is not ASCII is a command to
 * some line editors: in the C locale, readline reads the bytes of `Å` as "expand this line".
 */
const UNSAFE = /[^\n "#%&(-_a-~]/g;

/**
 * Writes `value` as JSON in printable ASCII, without a character in it that could end or expand
 * the literal it is in: bash's `'…'`, Python's `r'''…'''`, or JavaScript itself. A parser reads the
 * same value back, lone surrogates included.
 */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(UNSAFE, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Writes `text` as a Python string in ASCII, lone surrogates included. */
export function pythonString(text: string): string {
  return quoted(Array.from(text));
}

/** R 4.2 misreads an escape that crosses the 4,096th character of a line; an escape has up to 10. */
const R_LITERAL_LIMIT = 300;

/**
 * Writes `text` as an R string in ASCII. R has no character 0 and no halves of surrogate pairs; both
 * become the replacement character, which no name of the API contains.
 */
export function rString(text: string): string {
  const characters = Array.from(wellFormed(text).replaceAll('\0', '\uFFFD'));
  if (characters.length <= R_LITERAL_LIMIT) return quoted(characters);
  const count = Math.ceil(characters.length / R_LITERAL_LIMIT);
  const parts = Array.from({ length: count }, (_, index) =>
    quoted(characters.slice(index * R_LITERAL_LIMIT, (index + 1) * R_LITERAL_LIMIT)),
  );
  return `paste0(\n  ${parts.join(',\n  ')}\n)`;
}

function quoted(characters: readonly string[]): string {
  const written = characters.map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (character.search(UNSAFE) < 0 && character !== '\n') return character;
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
  return `"${written.join('')}"`;
}

/**
 * Writes `text` between bash's single quotes, where only a single quote has a meaning. For addresses
 * and for text to show: control characters become spaces, because bash has no character 0.
 */
export function bashString(text: string): string {
  return bashLines([text]);
}

/** Writes one bash string of several lines; see `bashString`. */
export function bashLines(lines: readonly string[]): string {
  const text = lines.map(visible).join('\n');
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A terminal that is not in the hands of a line editor takes at most 4,095 bytes a line. */
const LINE_LIMIT = 1000;

/**
 * Assigns `text`, in ASCII and without a single quote, to a bash variable: on several lines if it is
 * long. Further lines are statements of their own, so that blank lines between them do no harm.
 */
export function bashAssignment(name: string, text: string): string {
  const chunk = new RegExp(`[^\\n]{${LINE_LIMIT}}(?=[^\\n])`, 'g');
  return `${name}='${text.replaceAll(chunk, `$&'\n${name}+='`)}'`;
}

const COMMENT_LIMIT = 300;

/** Shortens `text` to one line without control, format and bidi characters. */
export function oneLine(text: string): string {
  const characters = Array.from(visible(text));
  if (characters.length <= COMMENT_LIMIT) return characters.join('').trim();
  return `${characters.slice(0, COMMENT_LIMIT).join('')}...`;
}

/**
 * Writes `text` as the rest of a comment: in ASCII and between double quotes. An interactive zsh
 * runs what follows a `#`; these quotes keep it from reading more than one word.
 */
export function commentText(text: string): string {
  const plain = oneLine(text)
    .replaceAll(/[“”„‘’]/g, "'")
    .replaceAll(/[–—]/g, '-');
  return JSON.stringify(plain).replaceAll(/[^ -~]|[!$`]/g, escapeUnit);
}

function visible(text: string): string {
  return wellFormed(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** Replaces halves of surrogate pairs, as most programs do that read them. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
