import { hash } from './hash.ts';

/** Not a secret, because this file is public. It only prevents accidental matches. */
const salt = 0x51ab1e;

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}

/**
 * Creates the key of a download link. It has the format of the server's UUIDs (version 4), but contains the second of
 * its issue and a checksum of that and the file's id, so that the server can verify it without storing it.
 * @param id of the data file
 * @param issued whole seconds since 1970-01-01 (UTC)
 */
export function makeKey(id: number, issued: number): string {
  const time = (issued ^ hash(id, salt)) >>> 0;
  const [second, third, fourth] = [1, 2, 3].map((part) => hex(hash(id ^ hash(issued, part), salt)));
  const digits = `${hex(time)}${second}${third}${fourth}`;
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/**
 * Whether a key is valid for a file.
 * @param now seconds since 1970-01-01 (UTC)
 * @param lifetime seconds; the key is invalid from this age on
 */
export function isValidKey(key: string, id: number, now: number, lifetime: number): boolean {
  if (!/^[0-9a-f]{8}-/.test(key)) return false;
  const issued = (Number.parseInt(key.slice(0, 8), 16) ^ hash(id, salt)) >>> 0;
  const age = now - issued;
  return key === makeKey(id, issued) && age >= 0 && age < lifetime;
}
