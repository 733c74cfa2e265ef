/** Anything that JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What came out of `JSON.parse` cannot be anything but JSON; its type says less. */
export function asJson(parsed: unknown): Json {
  return parsed as Json;
}

/** Python, which writes what the API answers, goes no deeper. */
const MOST_LEVELS = 1000;

/** Whether all lists and objects in it can be gone through by recursion, which has its own limit. */
export function isShallow(parsed: unknown, levels = MOST_LEVELS): boolean {
  if (typeof parsed !== 'object' || parsed === null) return true;
  return levels > 0 && Object.values(parsed).every((inner) => isShallow(inner, levels - 1));
}
