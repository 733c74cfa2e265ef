import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Asked } from '../../src/address/parameters.ts';
import { everything, type Row, startVisit } from './visit.tsx';

const size = 300;
const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

interface Meta {
  description?: unknown;
  tags?: unknown;
}

function metaOf({ metadata }: Row): Meta {
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}

function tagsOf(row: Row): string[] {
  const { tags } = metaOf(row);
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string' && tag !== '') : [];
}

function textOf(row: Row): string {
  const { description } = metaOf(row);
  const said = typeof description === 'string' ? description : '';
  return plain([row.basename, said, ...tagsOf(row)].join('\n'));
}

/** By brute force, in the plainest way. */
function answerOf(rows: readonly Row[], asked: Partial<Asked>, family: ReadonlySet<number>): Row[] {
  const words = plain(asked.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return rows.filter((row) => {
    const day = new Date(row.created).toISOString().slice(0, 10);
    const types = row.datatypes.map((url) => Number(/(\d+)\/$/.exec(url)?.[1]));
    return (
      words.every((word) => textOf(row).includes(word)) &&
      (asked.tag == null || tagsOf(row).includes(asked.tag)) &&
      (asked.ext == null || plain(row.basename).endsWith(`.${asked.ext}`)) &&
      (asked.created_start == null || day >= asked.created_start) &&
      (asked.created_end == null || day <= asked.created_end) &&
      (asked.datatype_id == null || types.some((type) => family.has(type)))
    );
  });
}

const newestFirst = (a: Row, b: Row) =>
  Date.parse(b.created) - Date.parse(a.created) || a.id - b.id;

test('search, tag, extension, days, descendants and order equal brute force', async () => {
  const rows = await everything(size);
  const place = fc.nat({ max: size - 1 });
  const at = (n: number): Row => {
    const row = rows[n];
    if (row === undefined) throw new Error(`There is no row ${n}.`);
    return row;
  };
  // Pieces of what is there, in other cases and orders, so that something is found.
  const search = fc.tuple(place, fc.nat(), fc.boolean()).map(([n, cut, isLoud]) => {
    const words = textOf(at(n)).split(/\s+/).filter(Boolean);
    const some = words.filter((_, index) => (cut >> index) & 1).toReversed();
    return isLoud ? some.join('  ').toUpperCase() : some.join(' ');
  });
  const day = place.map((n) => new Date(at(n).created).toISOString().slice(0, 10));
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        search: fc.option(search, { nil: '' }),
        tag: fc.option(place.map((n) => tagsOf(at(n))[0] ?? null)),
        ext: fc.option(fc.constantFrom('json', 'csv', 'vcf.gz', 'none')),
        created_start: fc.option(day),
        created_end: fc.option(day),
        ordering: fc.constantFrom(null, '-created' as const),
        withGenes: fc.boolean(),
      }),
      async ({ withGenes, ...asked }) => {
        const visit = startVisit({ rows: size });
        try {
          const branch = withGenes ? { datatype_id: 1, include_children: true } : {};
          const question = { ...asked, ...branch, limit: 1000 };
          const { ids, count } = await visit.askAll(question);
          const found = answerOf(rows, question, new Set([1, 2, 3, 7, 8, 9, 10, 11, 12]));
          const ordered = asked.ordering === null ? found : found.toSorted(newestFirst);
          expect(ids).toEqual(ordered.map(({ id }) => id));
          expect(count).toBe(ids.length);
        } finally {
          visit.end();
        }
      },
    ),
    { seed: 20250902, numRuns: 200 },
  );
}, 300_000);

test('descendants are right in every list, and where their own path or the tree is missing', async () => {
  const rows = await everything(size);
  const genes = new Set([1, 2, 3, 7, 8, 9, 10, 11, 12]);
  const isGenetic = (row: Row) =>
    row.datatypes.some((url) => genes.has(Number(/(\d+)\/$/.exec(url)?.[1])));
  for (const faults of ['', 'missing:datatype-files', 'honour', 'missing:datatypes']) {
    const visit = startVisit({ rows: size, faults });
    const branch = { datatype_id: 1, include_children: true, limit: 1000 };
    const all = await visit.askAll(branch);
    expect(all.ids, faults).toEqual(rows.filter(isGenetic).map(({ id }) => id));
    const ofProject = await visit.askAll({ ...branch, source_project_id: 31 });
    const right = rows.filter((row) => isGenetic(row) && row.source_project.endsWith('/31/'));
    expect(ofProject.ids, faults).toEqual(right.map(({ id }) => id));
    visit.end();
  }
});

test('where nobody can tell the descendants, it is said, and nothing is guessed', async () => {
  const visit = startVisit({ rows: size, faults: 'missing:datatypes,missing:datatype-files' });
  const { error } = await visit.ask({ datatype_id: 1, include_children: true });
  expect(error?.message).toContain('descend');
  visit.end();
});
