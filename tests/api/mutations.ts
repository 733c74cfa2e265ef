import fc from 'fast-check';
import type { Json } from '../../src/api/schemas.ts';

type Keyed = { [key: string]: Json };

/** Values that may replace any other. */
const others: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Json>(null, true, false, 0, -1, 7, 1.5, 1e300, '') },
  { weight: 2, arbitrary: fc.constantFrom<Json>([], {}, [{}], [null], { id: 1 }, [[[]]]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>(
      2 ** 53,
      -0,
      '7',
      'null',
      '[]',
      'https://www.openhumans.org/api/public/project/31/',
      '/api/public/datatype/14',
      'api/public/project/31/',
      '2024-02-29',
      '2024-02-30T25:00:00Z',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }).map((source): Json => JSON.parse(source)) },
);

/** Keys of the API, and keys with a meaning in JavaScript. */
const keys = fc.oneof(
  fc.constantFrom('id', 'count', 'results', 'user', 'username', 'created', 'metadata', 'datatypes'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '0', '', 'listed_at'),
);

type Change =
  | { kind: 'remove' | 'duplicate' | 'wrap' | 'wrapNamed' | 'unwrap' | 'asText' | 'asNumber' }
  | { kind: 'replace'; by: Json }
  | { kind: 'insert' | 'rename'; key: string; by: Json }
  | { kind: 'edit'; at: number; by: string }
  | { kind: 'nest'; levels: number };

/** A change of one node, chosen by `place` from 0 to 1 among all nodes. */
export interface Mutation {
  place: number;
  change: Change;
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      ...(['remove', 'duplicate', 'wrap', 'wrapNamed', 'unwrap', 'asText', 'asNumber'] as const),
    ),
  }),
  fc.record({ kind: fc.constant('replace' as const), by: others }),
  fc.record({ kind: fc.constantFrom('insert' as const, 'rename' as const), key: keys, by: others }),
  fc.record({
    kind: fc.constant('edit' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    by: fc.oneof(fc.constantFrom('', '/', '9', '-', '?', '\n', '٣', 'Z'), fc.string()),
  }),
  fc.record({ kind: fc.constant('nest' as const), levels: fc.constantFrom(9, 400) }),
);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
  change,
});

/** A few changes anywhere in a response; nested nodes are as likely as outer ones. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: mutation.map((one) => [one]) },
  { weight: 1, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 5 }) },
);

/** Applies the changes in order to a copy of the response. */
export function mutated(answer: Json, changes: readonly Mutation[]): Json {
  let root: Keyed = { root: structuredClone(answer) };
  for (const { place, change: how } of changes) {
    const nodes = nodesOf(root, 'root');
    const { parent, key } = nodes[Math.floor(place * nodes.length)] ?? {
      parent: root,
      key: 'root',
    };
    apply(parent, key, how);
    root = 'root' in root ? root : { root: null };
  }
  return root['root'] ?? null;
}

interface Node {
  parent: Keyed | Json[];
  key: string;
}

function nodesOf(parent: Keyed | Json[], key: string): Node[] {
  const found: Node[] = [{ parent, key }];
  for (const node of found) {
    const value = valueOf(node);
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.keys(value)) found.push({ parent: value, key: inner });
  }
  return found;
}

function valueOf({ parent, key }: Node): Json {
  return (Object.getOwnPropertyDescriptor(parent, key)?.value ?? null) as Json;
}

function put(parent: Keyed | Json[], key: string, value: Json): void {
  // Like a JSON parser, for which `__proto__` is an ordinary key.
  Object.defineProperty(parent, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function remove(parent: Keyed | Json[], key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

function apply(parent: Keyed | Json[], key: string, how: Change): void {
  const value = valueOf({ parent, key });
  const isObject = typeof value === 'object' && value !== null;
  switch (how.kind) {
    case 'remove':
      return remove(parent, key);
    case 'duplicate':
      if (Array.isArray(parent)) parent.splice(Number(key), 0, structuredClone(value));
      else put(parent, `${key}_`, structuredClone(value));
      return;
    case 'wrap':
      return put(parent, key, [value]);
    case 'wrapNamed':
      return put(parent, key, { results: value });
    case 'unwrap':
      return put(parent, key, isObject ? (Object.values(value)[0] ?? null) : value);
    case 'asText':
      return put(parent, key, isObject ? 'object' : String(value));
    case 'asNumber':
      return put(parent, key, Number.parseInt(String(isObject ? 1 : value), 10) || 3);
    case 'replace':
      return put(parent, key, structuredClone(how.by));
    case 'insert':
      if (Array.isArray(value)) value.push(structuredClone(how.by));
      else if (isObject) put(value, how.key, structuredClone(how.by));
      return;
    case 'rename':
      if (Array.isArray(parent)) return put(parent, key, structuredClone(how.by));
      remove(parent, key);
      return put(parent, how.key, value);
    case 'edit': {
      if (typeof value === 'number') return put(parent, key, value + how.at);
      if (typeof value !== 'string') return;
      const at = Math.floor(how.at * value.length);
      return put(parent, key, value.slice(0, at) + how.by + value.slice(at + 1));
    }
    case 'nest': {
      let inner = value;
      for (let level = 0; level < how.levels; level++) inner = level % 2 ? [inner] : { a: inner };
      return put(parent, key, inner);
    }
  }
}

/** A change of the text of a response, like that of a faulty network or gateway. */
export const damage: fc.Arbitrary<(text: string) => string> = fc
  .record({
    kind: fc.constantFrom('cut', 'lose', 'double', 'put'),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 40 }),
    by: fc.oneof(
      fc.constantFrom(
        '"',
        ',',
        '{}',
        '}',
        ']',
        '\\',
        '\0',
        '\ufeff',
        '\ud83e',
        'NaN',
        '1e999',
        '-',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
  })
  .map(({ kind, from, length, by }) => (text: string) => {
    const at = Math.floor(from * text.length);
    const end = at + length;
    if (kind === 'cut') return text.slice(0, at);
    if (kind === 'lose') return text.slice(0, at) + text.slice(end);
    if (kind === 'double') return text.slice(0, end) + text.slice(at);
    return text.slice(0, at) + by + text.slice(at);
  });
