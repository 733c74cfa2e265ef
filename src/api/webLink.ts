/**
 * Parses an untrusted text as a link; null if it is none. Accepts only `http` and `https`, in printable ASCII, and
 * without a login: a row may contain `javascript:`, `https://www.openhumans.org@evil.example/` or a second line. Each
 * use of a link calls this function: parsing the links of all rows would slow down validation by a tenth.
 */
export function webLink(text: string): string | null {
  try {
    const { href, username, password } = new URL(text);
    const isPlain = /^https?:\/\/[!-~]+$/.test(href) && username === '' && password === '';
    return isPlain ? href : null;
  } catch {
    return null;
  }
}
