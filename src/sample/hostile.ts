import type { DataFile } from './recorded.ts';
import { hash, pick } from './hash.ts';

const script =
  '<script>globalThis.pwned = true</script><img src=x onerror="globalThis.pwned = true">';

const names = [
  '../../x',
  '..\\..\\x.txt',
  '/etc/passwd',
  '$(id)',
  '`id`; rm -rf ~',
  '-rf',
  '--output=x',
  'two\nlines\r\n.csv',
  'CON',
  'nul.txt',
  '.',
  '..',
  'photo\u202Egpj.exe',
  'zero\u200Bwidth\u0000nul.json',
  '=HYPERLINK("https://example.org","x").csv',
  `${script}.html`,
  "'; DROP TABLE files; --.csv",
  '%2e%2e%2fx',
  'lone \uD800 surrogate.txt',
];

const metadatas: readonly unknown[] = [
  { tags: [script, '\u202Edesrever', '=1+1'], description: script },
  {
    tags: Array.from({ length: 2000 }, (_, index) => `tag ${index}`),
    description: 'x'.repeat(200_000),
  },
  { description: 'javascript:globalThis.pwned = true', tags: ['__proto__', 'constructor'] },
  { constructor: { prototype: { polluted: true } }, tags: [{ toString: 1 }], description: [[[]]] },
  [[[[[[[[['deep']]]]]]]]],
  'metadata that is a string',
];

/**
 * Changes a row as a malicious uploader would. Three rows in four stay unchanged, depending on the id. The values are
 * harmless as long as the page treats them as text.
 */
export function hostileRow(file: DataFile): DataFile {
  const bits = hash(file.id, 91);
  if (bits % 4 !== 0) return file;
  const link = (bits >>> 8) % 3 === 0 ? 'javascript:globalThis.pwned = true' : file.download_url;
  const named = (bits >>> 12) % 3 === 0 && file.user.username !== null;
  return {
    ...file,
    basename: pick(names, file.id, 92),
    metadata: pick(metadatas, file.id, 93),
    download_url: link,
    user: named ? { ...file.user, name: script } : file.user,
  };
}
