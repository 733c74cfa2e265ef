import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataFile, DataType, Project } from '../../src/api/schemas.ts';
import {
  type Catalogue,
  createCatalogue,
  type CatalogueQuery,
} from '../../src/catalogue/catalogue.ts';
import { buildDescendantsOf } from '../../src/domain/dataTypes.ts';
import { countFacets } from '../../src/domain/facets.ts';
import { type Filters, noFilters } from '../../src/domain/filters.ts';
import { buildPredicates, matches } from '../../src/domain/predicates.ts';
import { describeMetadata } from '../../src/domain/metadata.ts';
import { compareFiles, readMicroseconds } from '../../src/domain/ordering.ts';
import { extensionOf } from '../../src/domain/text.ts';
import {
  basename,
  cohortFilters,
  dataFile,
  dataTypes,
  files,
  filters,
  ordering,
  projects,
  rows,
  seed,
} from '../domain/arbitraries.ts';
import { dataTypes as worldTypes, fileWith, isSharer } from '../domain/world.ts';

const everything: CatalogueQuery = { filters: noFilters, ordering: null };
const fileQueries = fc.record({ filters, ordering: fc.option(ordering) });

function catalogueOf(some: readonly (DataFile | null)[]): Catalogue {
  const catalogue = createCatalogue();
  catalogue.add(some);
  return catalogue;
}

/** The expected result of `add`: the first row with an id determines the position, the last one the content. */
function join(some: readonly (DataFile | null)[]): DataFile[] {
  const joined = new Map<number, DataFile>();
  for (const file of some) if (file !== null) joined.set(file.id, file);
  return [...joined.values()];
}

/** The result by brute force. `types` is null if the catalogue has no data types. */
function expectedFiles(
  some: readonly DataFile[],
  fileQuery: CatalogueQuery,
  types: readonly DataType[] | null,
  named: readonly Project[],
): DataFile[] {
  const descendantsOf = types === null ? null : buildDescendantsOf(types);
  const predicates = buildPredicates(fileQuery.filters, descendantsOf);
  const descend = fileQuery.filters.include_children ? descendantsOf : null;
  const found = some.filter(
    (file) =>
      matches(file, predicates) && isSharer(file.user.username, some, fileQuery.filters, descend),
  );
  if (fileQuery.ordering === null) return found;
  const names = {
    dataTypes: new Map((types ?? []).map(({ id, name }) => [id, name])),
    projects: new Map(named.map(({ id, name }) => [id, name])),
  };
  return found.toSorted(compareFiles(fileQuery.ordering, names));
}

function allOf(catalogue: Catalogue, fileQuery: CatalogueQuery): DataFile[] {
  return catalogue.query(fileQuery, 0, 1e6).files;
}

describe('a catalogue', () => {
  test('returns rows unchanged, including unpaired surrogates', () => {
    fc.assert(
      fc.property(files, (some) => {
        const back = allOf(catalogueOf(some), everything);
        expect(back).toEqual(some);
        expect(back.map((file) => JSON.stringify(file))).toEqual(
          some.map((file) => JSON.stringify(file)),
        );
      }),
      { seed, numRuns: 250 },
    );
  });

  test('gives the same results as brute force', () => {
    fc.assert(
      fc.property(
        rows,
        fileQueries,
        fc.option(dataTypes),
        projects,
        (some, fileQuery, types, named) => {
          const catalogue = catalogueOf(some);
          if (types !== null) catalogue.setDataTypes(types);
          catalogue.setProjects(named);
          const expected = expectedFiles(join(some), fileQuery, types, named);
          const query = catalogue.query(fileQuery, 0, 1e6);
          expect(query.files).toEqual(expected);
          expect(query.count).toBe(expected.length);
        },
      ),
      { seed, numRuns: 800 },
    );
  });

  test('finds the files of a cohort like brute force', () => {
    let [found, partial] = [0, 0];
    const params = fc.record({ filters: cohortFilters, ordering: fc.option(ordering) });
    fc.assert(
      fc.property(rows, params, fc.option(dataTypes), (some, fileQuery, types) => {
        const catalogue = catalogueOf(some);
        if (types !== null) catalogue.setDataTypes(types);
        const all = join(some);
        const expected = expectedFiles(all, fileQuery, types, []);
        const query = catalogue.query(fileQuery, 0, 1e6);
        expect(query.files).toEqual(expected);
        expect(query.count).toBe(expected.length);
        if (expected.length > 0) found++;
        // Some files of a cohort's members do not match any of the cohort's filters by themselves.
        const { shares_datatype_id, shares_source_project_id } = fileQuery.filters;
        const isPlain = (file: DataFile) =>
          !file.datatypes.some((id) => shares_datatype_id.includes(id)) &&
          !shares_source_project_id.includes(file.source_project);
        if (expected.some(isPlain)) partial++;
      }),
      { seed, numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(200);
    expect(partial).toBeGreaterThan(100);
  });

  test('updates the members of a cohort with each added or removed file', () => {
    const both = { filters: { ...noFilters, shares_source_project_id: [1, 2] }, ordering: null };
    const ann = { id: 1, name: 'Ann', username: 'ann' };
    const hidden = { id: null, name: null, username: null };
    const first = fileWith({ id: 1, source_project: 1, user: ann });
    const second = fileWith({ id: 2, source_project: 2, user: ann });
    const other = fileWith({ id: 3, source_project: 3, user: ann });
    const catalogue = catalogueOf([
      first,
      other,
      fileWith({ id: 4, source_project: 1, user: hidden }),
      fileWith({ id: 5, source_project: 2, user: hidden }),
      fileWith({ id: 6, source_project: 2, user: { id: 2, name: 'Bob', username: 'bob' } }),
    ]);
    expect(allOf(catalogue, both)).toEqual([]);
    catalogue.add([second]);
    expect(allOf(catalogue, both)).toEqual([first, other, second]);
    catalogue.remove(first.id);
    expect(allOf(catalogue, both)).toEqual([]);
    catalogue.add([first]);
    expect(allOf(catalogue, both)).toEqual([other, second, first]);
    // The file now belongs to another project.
    catalogue.add([fileWith({ id: 2, source_project: 3, user: ann })]);
    expect(allOf(catalogue, both)).toEqual([]);
  });

  test('counts descendants for a cohort once it has the tree', () => {
    const params = { ...noFilters, shares_datatype_id: [1, 4], include_children: true };
    const read = [
      fileWith({ id: 1, datatypes: [3] }),
      fileWith({ id: 2, datatypes: [4] }),
      fileWith({ id: 3, user: { id: 2, name: 'Bob', username: 'bob' }, datatypes: [4] }),
    ];
    const catalogue = catalogueOf(read);
    catalogue.setDataTypes(worldTypes);
    expect(allOf(catalogue, { filters: params, ordering: null })).toEqual(read.slice(0, 2));
    expect(
      allOf(catalogue, { filters: { ...params, include_children: false }, ordering: null }),
    ).toEqual([]);
  });

  test('gives the same results for any order of rows, with names set before or after', () => {
    const chunked = fc.array(
      rows.map((some) => some.slice(0, 20)),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(chunked, fileQueries, dataTypes, projects, (chunks, fileQuery, types, named) => {
        const early = createCatalogue();
        early.setDataTypes(types);
        early.setProjects(named);
        early.add(chunks.flat());
        const late = createCatalogue();
        const other = { filters: noFilters, ordering: fileQuery.ordering };
        for (const [index, chunk] of chunks.entries()) {
          late.add(chunk);
          // Also verifies that results of queries in between are not cached too long.
          const before = join(chunks.slice(0, index + 1).flat());
          expect(allOf(late, fileQuery)).toEqual(expectedFiles(before, fileQuery, null, []));
          expect(allOf(late, other)).toEqual(expectedFiles(before, other, null, []));
        }
        late.setDataTypes([]);
        late.setProjects([]);
        allOf(late, fileQuery);
        late.setDataTypes(types);
        late.setProjects(named);
        expect(late.query(fileQuery, 0, 1e6)).toEqual(early.query(fileQuery, 0, 1e6));
        expect(late.facets(fileQuery.filters)).toEqual(early.facets(fileQuery.filters));
      }),
      { seed, numRuns: 60 },
    );
  });

  test('returns pages that cover the full result', () => {
    fc.assert(
      fc.property(files, fileQueries, fc.integer({ min: 1, max: 20 }), (some, fileQuery, limit) => {
        const catalogue = catalogueOf(some);
        const whole = catalogue.query(fileQuery, 0, 1e6);
        const joined: DataFile[] = [];
        for (let offset = 0; offset < whole.count; offset += limit) {
          const page = catalogue.query(fileQuery, offset, limit);
          expect(page).toMatchObject({ count: whole.count, offset, summary: whole.summary });
          joined.push(...page.files);
        }
        expect(joined).toEqual(whole.files);
        expect(catalogue.query(fileQuery, whole.count, limit).files).toEqual([]);
      }),
      { seed, numRuns: 60 },
    );
  });

  test('counts new, known and redacted rows', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const catalogue = createCatalogue();
        let before = 0;
        for (const [chunk, all] of [
          [first, first],
          [second, [...first, ...second]],
        ] as const) {
          const size = join(all).length;
          const redactedCount = chunk.filter((row) => row === null).length;
          const added = size - before;
          const duplicated = chunk.length - redactedCount - added;
          expect(catalogue.add(chunk)).toEqual({ size, added, duplicated, redactedCount });
          before = size;
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('removes withdrawn files, also between additions, and appends them if they return', () => {
    const step = fc.oneof(rows, fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fileQueries, (steps, fileQuery) => {
        const catalogue = createCatalogue();
        const expected = new Map<number, DataFile>();
        for (const change of steps) {
          if (typeof change === 'number') {
            expect(catalogue.remove(change)).toBe(expected.delete(change));
            expect(catalogue.remove(change)).toBe(false);
          } else {
            const { size } = catalogue.add(change);
            for (const file of change) if (file !== null) expected.set(file.id, file);
            expect(size).toBe(expected.size);
          }
          if (steps.length % 2 === 0) allOf(catalogue, fileQuery);
        }
        const remaining = [...expected.values()];
        expect(allOf(catalogue, everything)).toEqual(remaining);
        expect(allOf(catalogue, fileQuery)).toEqual(expectedFiles(remaining, fileQuery, null, []));
        expect(catalogue.facets(noFilters).total).toBe(remaining.length);
      }),
      { seed, numRuns: 100 },
    );
  });

  test('replaces a row by a later one with the same id, which renews its link', () => {
    const [file] = fc.sample(dataFile, { seed, numRuns: 1 });
    const links = ['https://a/1/?key=aa', 'https://a/1/?key=bb', 'https://b/1/?key=longer', ''];
    const catalogue = createCatalogue();
    for (const download_url of links) {
      const renewed = Object.assign({}, file, { id: 1, download_url });
      catalogue.add([renewed]);
      expect(allOf(catalogue, everything)).toEqual([renewed]);
    }
  });
});

test('does not add any part of an invalid row', () => {
  const [good, other] =
    fc.sample(files, { seed, numRuns: 20 }).find((some) => some.length > 1) ?? [];
  for (const name of ['basename', 'datatypes', 'download_url', 'user'] as const) {
    const broken = JSON.parse(JSON.stringify({ ...good, id: 12_345, [name]: undefined }));
    const catalogue = catalogueOf([good ?? null]);
    expect(() => catalogue.add([broken])).toThrow();
    catalogue.add([other ?? null]);
    expect(allOf(catalogue, everything)).toEqual([good, other]);
  }
});

test('sorts and finds eight thousand names', () => {
  const some = fc.sample(basename, { seed, numRuns: 8_000 });
  const [file] = fc.sample(dataFile, { seed, numRuns: 1 });
  const many = some.map((name, index): DataFile => {
    return Object.assign({}, file, { id: (index * 7919) % 8_009, basename: name });
  });
  const catalogue = catalogueOf(many);
  for (const by of ['basename', '-basename', 'id'] as const) {
    const fileQuery = { filters: noFilters, ordering: by };
    const sortedUnique = expectedFiles(many, fileQuery, null, []).map(({ id }) => id);
    expect(allOf(catalogue, fileQuery).map(({ id }) => id)).toEqual(sortedUnique);
  }
  for (const { id } of many) expect(catalogue.remove(id)).toBe(true);
  expect(allOf(catalogue, everything)).toEqual([]);
});

describe('counts', () => {
  function countBy<Value>(
    some: readonly DataFile[],
    valuesOf: (file: DataFile) => Iterable<Value>,
  ) {
    const counts = new Map<Value, number>();
    for (const file of some) {
      for (const value of new Set(valuesOf(file))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  }
  const asMap = <Value>(facets: readonly { value: Value; count: number }[]) =>
    new Map(facets.map(({ value, count }) => [value, count]));
  const sum = (facets: readonly { count: number }[]) =>
    facets.reduce((total, { count }) => total + count, 0);

  test('equal those of brute force and add up', () => {
    fc.assert(
      fc.property(rows, filters, fc.option(dataTypes), (some, params, types) => {
        const catalogue = catalogueOf(some);
        if (types !== null) catalogue.setDataTypes(types);
        const found = expectedFiles(join(some), { filters: params, ordering: null }, types, []);
        const facets = catalogue.facets(params);
        expect(facets.total).toBe(found.length);
        expect(asMap(facets.datatypes)).toEqual(countBy(found, (file) => file.datatypes));
        expect(asMap(facets.projects)).toEqual(countBy(found, (file) => [file.source_project]));
        expect(asMap(facets.members)).toEqual(countBy(found, (file) => [file.user.username]));
        expect(asMap(facets.extensions)).toEqual(
          countBy(found, (file) => [extensionOf(file.basename)]),
        );
        expect(asMap(facets.tags)).toEqual(
          countBy(found, (file) => describeMetadata(file.metadata).tags),
        );
        const families = buildDescendantsOf(types ?? []);
        const branches = new Map(
          Array.from({ length: 9 }, (_, id) => {
            const descendantsOf = families(id);
            return [
              id,
              found.filter((file) => file.datatypes.some((type) => descendantsOf.has(type))).length,
            ];
          }),
        );
        expect(asMap(facets.branches)).toEqual(
          new Map([...branches].filter(([, count]) => count > 0)),
        );
        const dayOf = (file: DataFile) => [Math.floor(Date.parse(file.created) / 86_400_000)];
        const dated = found.filter(({ created }) => !Number.isNaN(Date.parse(created)));
        expect(asMap(facets.created)).toEqual(countBy(dated, dayOf));
        expect(sum(facets.created)).toBe(dated.length);
        for (const each of [facets.projects, facets.members, facets.extensions]) {
          expect(sum(each)).toBe(found.length);
        }
      }),
      { seed, numRuns: 250 },
    );
  });

  test('are the same for an array of files and a catalogue with them', () => {
    fc.assert(
      fc.property(rows, filters, fc.option(dataTypes), (some, params, types) => {
        const catalogue = catalogueOf(some);
        if (types !== null) catalogue.setDataTypes(types);
        const fileQuery = { filters: params, ordering: null };
        const found = expectedFiles(join(some), fileQuery, types, []);
        expect(countFacets(found, types ?? [])).toEqual(catalogue.facets(params));
      }),
      { seed, numRuns: 250 },
    );
  });

  test('belong to their query in any order of queries', () => {
    fc.assert(
      fc.property(files, fc.array(filters, { minLength: 2, maxLength: 4 }), (some, params) => {
        const catalogue = catalogueOf(some);
        for (const each of [...params, ...params.toReversed(), ...params]) {
          const fileQuery = { filters: each, ordering: null };
          const found = expectedFiles(some, fileQuery, null, []);
          expect(catalogue.facets(each)).toEqual(countFacets(found, []));
          expect(catalogue.query(fileQuery, 0, 5).files).toEqual(found.slice(0, 5));
        }
      }),
      { seed, numRuns: 60 },
    );
  });

  test('are sorted by number of files, then by value; days are sorted by date', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const { datatypes, tags, members, created } = catalogueOf(some).facets(noFilters);
        for (const facets of [datatypes, tags, members]) {
          for (const [i, { value, count }] of facets.slice(1).entries()) {
            const before = facets[i];
            if (before?.count !== count) expect(before?.count).toBeGreaterThan(count);
            else if (value !== null) expect((before.value ?? '') < value).toBe(true);
          }
        }
        expect(created).toEqual(created.toSorted((a, b) => a.value - b.value));
      }),
      { seed, numRuns: 100 },
    );
  });

  test('summarize the matching files', () => {
    fc.assert(
      fc.property(rows, filters, (some, params) => {
        const found = expectedFiles(join(some), { filters: params, ordering: null }, null, []);
        const byTime = found.toSorted(
          (a, b) => readMicroseconds(a.created) - readMicroseconds(b.created),
        );
        const usernames = found.flatMap(({ user }) => user.username ?? []);
        expect(catalogueOf(some).query({ filters: params, ordering: '-id' }, 0, 0).summary).toEqual(
          {
            files: found.length,
            members: new Set(usernames).size,
            hiddenMembership: found.length - usernames.length,
            projects: new Set(found.map((file) => file.source_project)).size,
            first: byTime[0]?.created ?? null,
            last: byTime.at(-1)?.created ?? null,
          },
        );
      }),
      { seed, numRuns: 250 },
    );
  });
});

test('belong to their query if there are more queries than the cache holds', () => {
  const many = Array.from({ length: 300 }, (_, id) => fileWith({ id, source_project: id % 150 }));
  const catalogue = catalogueOf(many);
  for (let turn = 0; turn < 3; turn++) {
    for (let project = 0; project < 150; project++) {
      const params = { ...noFilters, source_project_id: [project, project + turn] };
      const { count, summary } = catalogue.query({ filters: params, ordering: '-id' }, 0, 0);
      const found = many.filter((file) => params.source_project_id.includes(file.source_project));
      expect({ count, files: summary.files }).toEqual({ count: found.length, files: found.length });
    }
  }
});

test('are empty for an empty catalogue', () => {
  const params: Filters = { ...noFilters, search: 'a', datatype_id: [1], include_children: true };
  const catalogue = createCatalogue();
  expect(catalogue.query({ filters: params, ordering: '-basename' }, 0, 10)).toEqual({
    count: 0,
    offset: 0,
    files: [],
    summary: { files: 0, members: 0, hiddenMembership: 0, projects: 0, first: null, last: null },
  });
  expect(catalogue.facets(params)).toEqual({
    total: 0,
    datatypes: [],
    branches: [],
    projects: [],
    members: [],
    extensions: [],
    tags: [],
    created: [],
  });
  expect(catalogue.remove(1)).toBe(false);
});
