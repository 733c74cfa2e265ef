/** Only `http` and `https` addresses may become links: a row may say `javascript:`. */
export function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
