/** One record of RFC 4180: cells quoted where they must be, ended by CRLF. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`;
}

/**
 * A spreadsheet takes a cell that begins with one of `= + - @`, a tab or a carriage return for a
 * formula, and runs it: an apostrophe in front makes it plain text. Source: OWASP, "CSV Injection".
 */
function quote(cell: string): string {
  const plain = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
