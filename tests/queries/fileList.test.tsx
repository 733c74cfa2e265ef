import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SearchParams } from '../../src/url/searchParams.ts';
import { ascending } from '../domain/arbitraries.ts';
import { idIn, matchesParams } from './bruteForce.ts';
import { fetchAllRows, type Row, startVisit } from './visit.tsx';

const filterFaults = [
  '',
  'honour',
  'honour:datatype_id',
  'honour:source_project_id',
  'honour:username',
  'honour:datatype_id,honour:username',
  'honour:source_project_id,honour:username',
  'honour:datatype_id,honour:source_project_id',
];
const missingFaults = [
  '',
  'missing:all',
  'missing:member-files',
  'missing:datatype-files',
  'missing:member-files,missing:datatype-files',
  'missing:members,missing:datatypes,missing:projects',
  'missing:members,missing:member-files',
];

/** Chooses values of a filter from the rows. */
type ChooseValues = (rows: readonly Row[]) => number[];

function chooseIds(of: (row: Row) => number | null, odd: number): fc.Arbitrary<ChooseValues> {
  return values(of, odd).map((choose) => (rows) => ascending(choose(rows)));
}

/** Chooses values of rows: usually one, sometimes several; sometimes `odd`, which no row has. */
function values<Value>(of: (row: Row) => Value | null, odd: Value) {
  const place = fc.oneof(
    { weight: 4, arbitrary: fc.nat() },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  return fc
    .oneof(
      { weight: 2, arbitrary: place.map((n) => [n]) },
      { weight: 1, arbitrary: fc.array(place, { minLength: 2, maxLength: 3 }) },
    )
    .map(
      (places) =>
        (rows: readonly Row[]): Value[] =>
          places.flatMap((n) => {
            const row = n === null ? undefined : rows[n % rows.length];
            return (row === undefined ? odd : of(row)) ?? [];
          }),
    );
}

const byDataType = chooseIds(
  ({ datatypes: [url] }) => (url === undefined ? null : idIn(url)),
  999_999,
);
const byProject = chooseIds((row) => idIn(row.source_project), 999_999);
const byUsername = values((row) => row.user.username, 'no body/else?').map(
  (choose) => (rows: readonly Row[]) => ascending(choose(rows)),
);

/** Filters in addition to the API's: usually none, sometimes exclusions or a cohort. */
const additions = fc.constantFrom(
  ...(['none', 'none', 'none', 'exclusion', 'exclusion', 'cohort'] as const),
);

test('whatever the server does with filters, the result equals brute force', async () => {
  const sizes = [36, 180, 700];
  const lists = new Map(
    await Promise.all(sizes.map(async (n) => [n, await fetchAllRows(n)] as const)),
  );
  const counts = { several: 0, exclusion: 0, cohort: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        size: fc.constantFrom(...sizes),
        filters: fc.constantFrom(...filterFaults),
        missing: fc.constantFrom(...missingFaults),
        which: fc.integer({ min: 0, max: 7 }),
        datatype: byDataType,
        project: byProject,
        username: byUsername,
        more: additions,
        moreOf: fc.integer({ min: 1, max: 7 }),
        otherDatatype: byDataType,
        otherProject: byProject,
        otherUsername: byUsername,
        limit: fc.constantFrom(7, 100, 1000),
      }),
      async ({ size, filters, missing, which, more, moreOf, limit, ...choose }) => {
        const rows = lists.get(size) ?? [];
        const params: Partial<SearchParams> = {
          datatype_id: which & 1 ? choose.datatype(rows) : [],
          source_project_id: which & 2 ? choose.project(rows) : [],
          username: which & 4 ? choose.username(rows) : [],
          limit: which === 0 || more !== 'none' ? 1000 : limit,
        };
        if (more === 'exclusion') {
          if (moreOf & 1) params.datatype_id__not = choose.otherDatatype(rows);
          if (moreOf & 2) params.source_project_id__not = choose.otherProject(rows);
          if (moreOf & 4) params.username__not = choose.otherUsername(rows);
        }
        if (more === 'cohort') {
          if (moreOf & 1) params.shares_datatype_id = choose.otherDatatype(rows);
          if (!(moreOf & 1) || moreOf & 2)
            params.shares_source_project_id = choose.otherProject(rows);
        }
        const { datatype_id = [], source_project_id = [], username = [] } = params;
        const isSeveral = [datatype_id, source_project_id, username].some(
          ({ length }) => length > 1,
        );
        // The server answers 500 for an unknown project. Without the list of projects, the page cannot distinguish this
        // from a failure, and shows an error.
        const isAmbiguous =
          source_project_id[0] === 999_999 && /missing:(all|.*projects)/.test(missing);
        // A full load would retry six times before it reports the error.
        if (isAmbiguous && (isSeveral || more !== 'none')) return;
        const visit = startVisit({
          rows: size,
          faults: [filters, missing].filter(Boolean).join(','),
        });
        try {
          const result = await visit.queryAllPages(params);
          if (isAmbiguous && result.fileList.error !== null) return;
          expect(result.fileList.error).toBeNull();
          const expected = rows.filter((row) => matchesParams(rows, row, params));
          expect(result.ids).toEqual(expected.map(({ id }) => id));
          expect(result.count - result.redactedCount).toBe(result.ids.length);
          if (expected.length === 0) return;
          if (isSeveral) counts.several++;
          if (more !== 'none') counts[more]++;
        } finally {
          visit.end();
        }
      },
    ),
    // Shrinking a failing case would take too long, because each step runs queries.
    { seed: 20250902, numRuns: 500, endOnFailure: true },
  );
  // Count only cases with a result that is not empty.
  for (const [name, count] of Object.entries(counts)) expect(count, name).toBeGreaterThan(15);
}, 300_000);
