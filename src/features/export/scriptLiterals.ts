/**
 * Characters that need an escape within quotes in one of the languages. A shell expands `$` and `` ` ``
 * within double quotes, `!` recalls its history, and `'` ends a literal. Some line editors interpret
 * characters outside ASCII as commands: in the C locale, readline reads the bytes of `Å` as "expand this
 * line".
 */
const UNSAFE = /[^\n "#%&(-_a-~]/g;

/**
 * Writes `value` as JSON in printable ASCII, without characters that could end or expand the literal that
 * contains it: `'…'` in bash, `r'''…'''` in Python, or JavaScript code. Parsing the JSON returns the same
 * value, including lone surrogates.
 */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(UNSAFE, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Writes `text` as a Python string in ASCII, including lone surrogates. */
export function pythonString(text: string): string {
  return quoted(Array.from(text));
}

/** Maximum characters per literal. R 4.2 misreads an escape (up to 10 characters) across column 4,096. */
const R_LITERAL_LIMIT = 300;

/**
 * Writes `text` as an R string in ASCII. R supports neither the null character nor lone surrogates; both
 * become the replacement character, which no name in the API contains.
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
 * Writes `text` in single quotes for bash, where only the single quote is special. For addresses and text
 * to display: control characters become spaces, because bash does not support the null character.
 */
export function bashString(text: string): string {
  return bashLines([text]);
}

/** Writes one multi-line bash string; see `bashString`. */
export function bashLines(lines: readonly string[]): string {
  const text = lines.map(visible).join('\n');
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Maximum characters per line. A terminal without a line editor accepts at most 4,095 bytes per line. */
const LINE_LIMIT = 1000;

/**
 * Assigns `text`, which must be ASCII without single quotes, to a bash variable. A long text becomes several
 * statements, so that blank lines between the lines have no effect.
 */
export function bashAssignment(name: string, text: string): string {
  const chunk = new RegExp(`[^\\n]{${LINE_LIMIT}}(?=[^\\n])`, 'g');
  return `${name}='${text.replaceAll(chunk, `$&'\n${name}+='`)}'`;
}

const COMMENT_LIMIT = 300;

/** Returns `text` as one line of at most 300 characters, without control, format and bidi characters. */
export function oneLine(text: string): string {
  const characters = Array.from(visible(text));
  if (characters.length <= COMMENT_LIMIT) return characters.join('').trim();
  return `${characters.slice(0, COMMENT_LIMIT).join('')}...`;
}

/**
 * Writes `text` for a comment: in ASCII and in double quotes. An interactive zsh runs the text after a `#`;
 * because of the quotes, it reads one word.
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

/** Replaces lone surrogates by U+FFFD, as most decoders do. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
