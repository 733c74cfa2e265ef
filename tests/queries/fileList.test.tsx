import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SearchParams } from '../../src/url/searchParams.ts';
import { ascending } from '../domain/arbitraries.ts';
import { idIn, isAskedOf } from './bruteForce.ts';
import { everything, type Row, startVisit } from './visit.tsx';

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

/** What a filter asks for, or leaves out, of the rows that there are. */
type Wish = (rows: readonly Row[]) => number[];

function wishes(of: (row: Row) => number | null, odd: number): fc.Arbitrary<Wish> {
  return values(of, odd).map((wish) => (rows) => ascending(wish(rows)));
}

/** Values of the rows that `of` names, mostly one; now and then an odd one that no row has. */
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

const byDataType = wishes(
  ({ datatypes: [url] }) => (url === undefined ? null : idIn(url)),
  999_999,
);
const byProject = wishes((row) => idIn(row.source_project), 999_999);
const byUsername = values((row) => row.user.username, 'no body/else?').map(
  (wish) => (rows: readonly Row[]) => ascending(wish(rows)),
);

/** What is asked beyond the API's own filters: mostly nothing, seldom a cohort. */
const beyond = fc.constantFrom(
  ...(['nothing', 'nothing', 'nothing', 'unwanted', 'unwanted', 'cohort'] as const),
);

test('whatever the server does with filters, the result equals brute force', async () => {
  const sizes = [36, 180, 700];
  const lists = new Map(
    await Promise.all(sizes.map(async (n) => [n, await everything(n)] as const)),
  );
  const met = { several: 0, unwanted: 0, cohort: 0 };
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
        more: beyond,
        moreOf: fc.integer({ min: 1, max: 7 }),
        otherDatatype: byDataType,
        otherProject: byProject,
        otherUsername: byUsername,
        limit: fc.constantFrom(7, 100, 1000),
      }),
      async ({ size, filters, missing, which, more, moreOf, limit, ...wish }) => {
        const rows = lists.get(size) ?? [];
        const params: Partial<SearchParams> = {
          datatype_id: which & 1 ? wish.datatype(rows) : [],
          source_project_id: which & 2 ? wish.project(rows) : [],
          username: which & 4 ? wish.username(rows) : [],
          limit: which === 0 || more !== 'nothing' ? 1000 : limit,
        };
        if (more === 'unwanted') {
          if (moreOf & 1) params.datatype_id__not = wish.otherDatatype(rows);
          if (moreOf & 2) params.source_project_id__not = wish.otherProject(rows);
          if (moreOf & 4) params.username__not = wish.otherUsername(rows);
        }
        if (more === 'cohort') {
          if (moreOf & 1) params.shares_datatype_id = wish.otherDatatype(rows);
          if (!(moreOf & 1) || moreOf & 2)
            params.shares_source_project_id = wish.otherProject(rows);
        }
        const { datatype_id = [], source_project_id = [], username = [] } = params;
        const isSeveral = [datatype_id, source_project_id, username].some(
          ({ length }) => length > 1,
        );
        // A 500 for a project of which no list of names can tell whether there is one: it may
        // be a failure, and is shown as one.
        const isRiddle =
          source_project_id[0] === 999_999 && /missing:(all|.*projects)/.test(missing);
        // A reading would ask seven times before it says so.
        if (isRiddle && (isSeveral || more !== 'nothing')) return;
        const visit = startVisit({
          rows: size,
          faults: [filters, missing].filter(Boolean).join(','),
        });
        try {
          const answer = await visit.askAll(params);
          if (isRiddle && answer.fileList.error !== null) return;
          expect(answer.fileList.error).toBeNull();
          const expected = rows.filter((row) => isAskedOf(rows, row, params));
          expect(answer.ids).toEqual(expected.map(({ id }) => id));
          expect(answer.count - answer.redactedCount).toBe(answer.ids.length);
          if (expected.length === 0) return;
          if (isSeveral) met.several++;
          if (more !== 'nothing') met[more]++;
        } finally {
          visit.end();
        }
      },
    ),
    // A smaller case than the first that fails is not worth the waiting for an answer at each step.
    { seed: 20250902, numRuns: 500, endOnFailure: true },
  );
  // Each of them with an answer that is not empty.
  for (const [name, count] of Object.entries(met)) expect(count, name).toBeGreaterThan(15);
}, 300_000);
