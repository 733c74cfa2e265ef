import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SearchParams } from '../../src/url/searchParams.ts';
import { ascending } from '../domain/arbitraries.ts';
import { idIn, matchesParams, isNoneOf, isOneOf } from './bruteForce.ts';
import { fetchAllRows, type Row, startVisit } from './visit.tsx';

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
  const text = typeof description === 'string' ? description : '';
  return plain([row.basename, text, ...tagsOf(row)].join('\n'));
}

/** The matching rows by brute force. */
function matchingRows(rows: readonly Row[], params: Partial<SearchParams>): Row[] {
  const words = plain(params.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return rows.filter((row) => {
    const day = new Date(row.created).toISOString().slice(0, 10);
    const hasTag = (tag: string) => tagsOf(row).includes(tag);
    const hasExtension = (ext: string) => plain(row.basename).endsWith(`.${ext}`);
    return (
      words.every((word) => textOf(row).includes(word)) &&
      isOneOf(params.tag, hasTag) &&
      isNoneOf(params.tag__not, hasTag) &&
      isOneOf(params.ext, hasExtension) &&
      isNoneOf(params.ext__not, hasExtension) &&
      (params.created_start == null || day >= params.created_start) &&
      (params.created_end == null || day <= params.created_end) &&
      matchesParams(rows, row, params)
    );
  });
}

const newestFirst = (a: Row, b: Row) =>
  Date.parse(b.created) - Date.parse(a.created) || a.id - b.id;

/** Filter values from the rows, so that queries find files. */
function valuesFrom(rows: readonly Row[]) {
  const place = fc.nat({ max: rows.length - 1 });
  const at = (n: number): Row => {
    const row = rows[n];
    if (row === undefined) throw new Error(`There is no row ${n}.`);
    return row;
  };
  const listOf = <Value extends number | string>(of: (row: Row) => Value | null | undefined) =>
    fc
      .oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(place, { minLength: 1, maxLength: 3 }) },
      )
      .map((places) => ascending(places.flatMap((n) => of(at(n)) ?? [])));
  const typeOf = ({ datatypes: [url] }: Row) => (url === undefined ? null : idIn(url));
  return {
    // Some words of a row, in reverse order, in lower or upper case.
    search: fc.tuple(place, fc.nat(), fc.boolean()).map(([n, cut, isUpperCase]) => {
      const words = textOf(at(n)).split(/\s+/).filter(Boolean);
      const some = words.filter((_, index) => (cut >> index) & 1).toReversed();
      return isUpperCase ? some.join('  ').toUpperCase() : some.join(' ');
    }),
    day: place.map((n) => new Date(at(n).created).toISOString().slice(0, 10)),
    tags: listOf((row) => tagsOf(row)[0]),
    types: listOf(typeOf),
    projects: listOf((row) => idIn(row.source_project)),
    usernames: listOf((row) => row.user.username),
    ids: listOf((row) => row.id),
  };
}

test('search, tag, extension, days, descendants and order equal brute force', async () => {
  const rows = await fetchAllRows(size);
  const { search, day, tags } = valuesFrom(rows);
  const extensions = fc.subarray(['csv', 'json', 'none', 'vcf.gz'], { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        search: fc.option(search, { nil: '' }),
        tag: tags,
        ext: extensions,
        created_start: fc.option(day),
        created_end: fc.option(day),
        ordering: fc.constantFrom(null, '-created' as const),
        withGenes: fc.boolean(),
      }),
      async ({ withGenes, ...params }) => {
        const visit = startVisit({ rows: size });
        try {
          const branch = withGenes ? { datatype_id: [1], include_children: true } : {};
          const fileQuery = { ...params, ...branch, limit: 1000 };
          const { ids, count } = await visit.queryAllPages(fileQuery);
          const found = matchingRows(rows, fileQuery);
          const ordered = params.ordering === null ? found : found.toSorted(newestFirst);
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

test('several values, exclusions and cohorts equal brute force, whatever the server does', async () => {
  const rows = await fetchAllRows(size);
  const { tags, types, projects, usernames, ids } = valuesFrom(rows);
  const extensions = fc.subarray(['csv', 'json', 'none', 'vcf.gz'], { maxLength: 2 });
  const none = fc.constant<never[]>([]);
  const sometimes = <Value,>(some: fc.Arbitrary<Value[]>) =>
    fc.oneof({ weight: 2, arbitrary: none }, { weight: 1, arbitrary: some });
  const counts = { several: 0, exclusion: 0, cohort: 0, ids: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        datatype_id: types,
        datatype_id__not: sometimes(types),
        include_children: fc.boolean(),
        source_project_id: sometimes(projects),
        source_project_id__not: sometimes(projects),
        username: sometimes(usernames),
        username__not: sometimes(usernames),
        shares_datatype_id: sometimes(types),
        shares_source_project_id: sometimes(projects),
        tag: sometimes(tags),
        tag__not: sometimes(tags),
        ext__not: sometimes(extensions),
        id: sometimes(ids),
        id__not: sometimes(ids),
      }),
      fc.constantFrom('', 'honour', 'missing:datatype-files', 'missing:all'),
      async (params, faults) => {
        const visit = startVisit({ rows: size, faults });
        try {
          const result = await visit.queryAllPages({ ...params, limit: 1000 });
          // Without the tree and the list of a data type, its descendants are unknown.
          if (result.fileList.error?.message.includes('descend') && faults === 'missing:all')
            return;
          expect(result.fileList.error).toBeNull();
          const expected = matchingRows(rows, params).map(({ id }) => id);
          expect(result.ids).toEqual(expected);
          expect(result.count - result.redactedCount).toBe(expected.length);
          if (expected.length === 0) return;
          const { shares_datatype_id, shares_source_project_id } = params;
          if (shares_datatype_id.length + shares_source_project_id.length > 0) counts.cohort++;
          if (params.datatype_id__not.length + params.username__not.length > 0) counts.exclusion++;
          if (params.datatype_id.length > 1 || params.username.length > 1) counts.several++;
          if (params.id.length > 0) counts.ids++;
        } finally {
          visit.end();
        }
      },
    ),
    // Shrinking a failing case would take too long, because each step runs queries.
    { seed: 20250902, numRuns: 300, endOnFailure: true },
  );
  for (const [name, count] of Object.entries(counts)) expect(count, name).toBeGreaterThan(10);
}, 300_000);

test('descendants are right in every list, also without their path or the tree', async () => {
  const rows = await fetchAllRows(size);
  const genes = new Set([1, 2, 3, 7, 8, 9, 10, 11, 12]);
  const isGenetic = (row: Row) =>
    row.datatypes.some((url) => genes.has(Number(/(\d+)\/$/.exec(url)?.[1])));
  for (const faults of ['', 'missing:datatype-files', 'honour', 'missing:datatypes']) {
    const visit = startVisit({ rows: size, faults });
    const branch = { datatype_id: [1], include_children: true, limit: 1000 };
    const all = await visit.queryAllPages(branch);
    expect(all.ids, faults).toEqual(rows.filter(isGenetic).map(({ id }) => id));
    const ofProject = await visit.queryAllPages({ ...branch, source_project_id: [31] });
    const right = rows.filter((row) => isGenetic(row) && row.source_project.endsWith('/31/'));
    expect(ofProject.ids, faults).toEqual(right.map(({ id }) => id));
    visit.end();
  }
});

test('an error explains that the descendants are unknown, if neither the server nor the tree has them', async () => {
  const visit = startVisit({ rows: size, faults: 'missing:datatypes,missing:datatype-files' });
  const { error } = await visit.query({ datatype_id: [1], include_children: true });
  expect(error?.message).toContain('descend');
  visit.end();
});

test('descendants of several, excluded and shared data types need the tree', async () => {
  const rows = await fetchAllRows(size);
  const queries: Partial<SearchParams>[] = [
    { datatype_id: [1, 13] },
    { datatype_id__not: [5] },
    { datatype_id: [1], datatype_id__not: [3] },
    { shares_datatype_id: [1] },
  ];
  for (const some of queries) {
    const params = { ...some, include_children: true, limit: 1000 };
    const visit = startVisit({ rows: size });
    const { ids } = await visit.queryAllPages(params);
    expect(ids).not.toEqual([]);
    expect(ids).toEqual(matchingRows(rows, params).map(({ id }) => id));
    visit.end();
    const withoutTree = startVisit({ rows: size, faults: 'missing:datatypes' });
    const { error } = await withoutTree.query(params);
    expect(error?.message).toContain('descend');
    withoutTree.end();
  }
});

test('a partial result is never presented as complete', async () => {
  // Slow enough that the page renders partial results between two requests of the load.
  const visit = startVisit({ rows: 1800, faults: 'slow:150' });
  const { count } = await visit.query({ search: 'a' });
  const counts = new Set(visit.renders.map(({ result }) => result.count));
  expect(counts.size).toBeGreaterThan(2);
  const complete = visit.renders.filter(({ result }) => !result.isPartial && result.count !== null);
  expect(new Set(complete.map(({ result }) => result.count))).toEqual(new Set([count]));
  visit.end();
});
