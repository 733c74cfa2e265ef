/** Characters that a spreadsheet may interpret as the start of a formula. LibreOffice 7.4 evaluates only `=`. */
export const signs = Array.from('=+-@＝＋－＠﹦﹢﹣﹫−');

const before = ['', 'x;', 'x\t', 'x,', 'x|', 'x:', 'x ', 'x\n', 'x\r\n', 'x\r'];
const spaces = ['', ' ', '\u00a0', '\u3000', '\u2028', '\ufeff', '\u200b'];
const controls = ['\u0000', '\u001f', '\u0085', '\u007f'];
const quotes = ['', '"', '"""', "'", `"'`, '“', ' "'];
const formulas = [
  '4+4',
  '4+4;y',
  '4+4\ty',
  '4+4";"y',
  'HYPERLINK("http://127.0.0.1:9/","x")',
  "cmd|' /C calc'!A0",
];

/** All prefixes of a formula, combined with each of these signs; the text after the sign varies. */
export function hostileCellsWith(someSigns: readonly string[]): string[] {
  return before
    .flatMap((lead) => [...spaces, ...controls].map((space) => lead + space))
    .flatMap((lead) => quotes.map((quote) => lead + quote))
    .flatMap((lead) => someSigns.map((sign) => lead + sign))
    .map((lead, index) => lead + (formulas[index % formulas.length] ?? ''));
}

export const hostileCells: readonly string[] = hostileCellsWith(signs);

/**
 * Reverses the guard: removes one apostrophe wherever a formula could start, and before a tab or line break at the
 * start of the cell. The pattern starts with the apostrophe, so that a long run of quotes takes linear time.
 */
export function unguard(cell: string): string {
  return cell
    .replaceAll(
      /'(?=[=+\-@＝＋－＠﹦﹢﹣﹫−])(?<=(?:^|[,;|:\p{Z}\p{Cc}\p{Cf}])["'`‘-‟«»‹›＂＇]*)/gu,
      '',
    )
    .replace(/^(["'`‘-‟«»‹›＂＇]*)'(?=[\t\n\r])/u, '$1');
}

/** The part of a text that CSV can represent: everything except control characters and unpaired surrogates. */
export function withoutControls(text: string): string {
  return Array.from(text.toWellFormed())
    .filter((letter) => !/\p{Cc}/u.test(letter) || '\t\n\r'.includes(letter))
    .join('');
}
