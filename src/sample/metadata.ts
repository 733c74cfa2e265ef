import type { FileKind } from './fileKinds.ts';
import { hash } from './hash.ts';

/**
 * Creates the metadata of a generated row. Four in five have tags and a description, as the API's guide recommends;
 * the others have values as in real uploads: missing, null, of wrong types, with other keys, or no metadata.
 * @returns any JSON value
 */
export function makeMetadata(kind: FileKind, row: number, created: Date): unknown {
  const { description } = kind;
  const tags = [...kind.tags];
  const usual = { tags, description };
  const day = created.toISOString().slice(0, 10);
  const chance = hash(row, 71) % 1000;
  if (chance < 800) return usual;
  if (chance < 830) return { description };
  if (chance < 860) return { tags };
  if (chance < 875) return { tags: null, description };
  if (chance < 890) return { tags, description: null };
  if (chance < 900) return { tags: tags.join(', '), description };
  if (chance < 907) return { tags, description: [description, 'second line'] };
  if (chance < 912) return { tags, description: hash(row, 72) % 10_000 };
  if (chance < 916) return { tags: [...tags, 7, null, ''], description };
  if (chance < 930) return { ...usual, creation_date: `${day}T08:00:00Z` };
  if (chance < 945) return { ...usual, md5: md5Like(row) };
  if (chance < 960) return { ...usual, creation_date: day, md5: md5Like(row), source: nested(row) };
  if (chance < 970) return { ...usual, tags: [...tags, 'données', '健康', 'two words'] };
  if (chance < 978)
    return {
      ...usual,
      description: `${description}\nSecond paragraph. <b>Not markup</b> & "quoted".`,
    };
  if (chance < 984) return { ...usual, description: '' };
  if (chance < 988) return { tags: [], description: `${description}. `.repeat(40).trim() };
  return chance < 997 ? {} : null;
}

function md5Like(row: number): string {
  return [73, 74, 75, 76].map((salt) => hash(row, salt).toString(16).padStart(8, '0')).join('');
}

function nested(row: number): object {
  const version = `${hash(row, 77) % 5}.${hash(row, 78) % 20}`;
  return {
    app: { name: 'exporter', version },
    rows: hash(row, 79) % 5000,
    ranges: [
      [0, 10],
      [20, null],
    ],
  };
}
