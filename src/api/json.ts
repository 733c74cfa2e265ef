/** Anything that JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What came out of `JSON.parse` cannot be anything but JSON; its type says less. */
export function asJson(parsed: unknown): Json {
  return parsed as Json;
}
