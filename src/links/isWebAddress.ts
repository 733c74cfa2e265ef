/**
 * Only `http` and `https` addresses may become links, and only without a username: a row may say
 * `javascript:`, or `https://www.openhumans.org@evil.example/`.
 */
export function isWebAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && username + password === '';
  } catch {
    return false;
  }
}
