import type { ApiFile } from './explorer.ts';

const script =
  '<script>globalThis.pwned = 1</script><img src=x onerror="globalThis.pwned = 1"><svg onload="globalThis.pwned = 1">';

/** Text that a malicious uploader may write into a free-text field. */
export const texts = {
  script,
  template: '{{constructor.constructor("globalThis.pwned = 1")()}}${alert(1)}',
  backwards: 'photo\u202Egpj.exe',
  isolated: 'left\u2067right\u2069\u202D!',
  unseen: 'zero\u200Bwidth\u0000and\u0007bell\uFEFF',
  'two lines': 'two\r\nrm -rf x\nlines',
  unpaired: 'lone \uD800 surrogate \uDFFF.txt',
  'of letters that join': 'क्\u200Dष 👩\u200D🔬 لوحة\u200Fمفاتيح',
  // As a key of its own, not as the prototype of the object.
  ['__proto__']: '__proto__',
  constructor: 'constructor',
  toString: 'toString.valueof',
  formula: '=HYPERLINK("javascript:globalThis.pwned=1","x")',
  long: `${'long '.repeat(4000)}end`,
} as const;

/** Values in place of a URL, none of which may become a link. */
export const addresses = [
  'javascript:globalThis.pwned=1',
  ' JaVaScRiPt:globalThis.pwned=1',
  'java\nscript:globalThis.pwned=1',
  'data:text/html,<script>globalThis.pwned=1</script>',
  'vbscript:msgbox(1)',
  'blob:https://www.openhumans.org/1',
  'https://www.openhumans.org@evil.example/1',
  'https://user:password@www.openhumans.org/1',
  '//evil.example/1',
  'file:///etc/passwd',
  '',
];

/** JSON text with `depth` nested levels, built without recursion. */
function deepJson(depth: number): string {
  return `${'{"down":['.repeat(depth / 2)}"bottom"${']}'.repeat(depth / 2)}`;
}

/** A row and a description of what is wrong with it. */
export interface HostileRow {
  about: string;
  row: ApiFile;
}

/** Rows that are each hostile in a different way. `model` is a valid row. */
export function hostileRows(model: ApiFile): HostileRow[] {
  let id = 1000;
  const make = (about: string, changes: Partial<ApiFile>): HostileRow => ({
    about,
    row: { ...model, id: ++id, basename: `plain ${id}.json`, ...changes },
  });
  return [
    make('date that says more', { created: '2022-13-45T\u202E\u0000\u001Bx' }),
    ...Object.entries(texts).map(([about, text]) =>
      make(`text: ${about}`, {
        basename: text,
        metadata: { description: text, tags: [text, 'plain'], [text]: text },
        user: { id: 7, name: text, username: text },
      }),
    ),
    ...addresses.map((address) => make(`address: ${address}`, { download_url: address })),
    make('a megabyte', {
      metadata: { description: 'x'.repeat(1e6), tags: ['y'.repeat(1e5)], ['z'.repeat(1e5)]: [] },
    }),
    make('many tags', {
      metadata: { tags: Array.from({ length: 10_000 }, (_, tag) => `t${tag}`) },
    }),
    make('many keys', {
      metadata: Object.fromEntries(Array.from({ length: 20_000 }, (_, key) => [`key ${key}`, key])),
    }),
    make('depth', { metadata: JSON.parse(deepJson(1000)) }),
    make('pollution', {
      metadata: JSON.parse(
        '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "tags": ["valueOf"]}',
      ),
    }),
    ...['2022-13-45T99:00:00Z', '0000-00-00T00:00:00Z', '+999999-01-01T00:00:00Z'].map((created) =>
      make(`date: ${created}`, { created }),
    ),
    ...['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999Z'].map((created) =>
      make(`far date: ${created}`, { created }),
    ),
    make('data types that repeat', { datatypes: [...model.datatypes, ...model.datatypes] }),
  ];
}
