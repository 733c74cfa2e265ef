/**
 * The link that an untrusted text holds, in its parsed form; null where it holds none. Accepts only
 * `http` and `https`, in printable ASCII, and without a login: a row may contain `javascript:`,
 * `https://www.openhumans.org@evil.example/` or a second line. To parse each link of a list with its
 * row would make the check of a row a tenth slower, so each use of a link parses it.
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
