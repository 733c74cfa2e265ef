import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Asked } from '../../src/address/parameters.ts';
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

/** What `of` gives for one of the rows; `odd` where there is none. */
function pick<Value>(rows: readonly Row[], n: number, of: (row: Row) => Value, odd: Value): Value {
  const row = rows[n % rows.length];
  return row === undefined ? odd : of(row);
}

/** By brute force: every row held against the filters, in the order of the whole list. */
function answerOf(rows: readonly Row[], asked: Partial<Asked>): number[] {
  const { datatype_id, source_project_id, username } = asked;
  return rows
    .filter(
      (row) =>
        (datatype_id == null || row.datatypes.some((url) => url.endsWith(`/${datatype_id}/`))) &&
        (source_project_id == null || row.source_project.endsWith(`/${source_project_id}/`)) &&
        (username == null || row.user.username === username),
    )
    .map((row) => row.id);
}

test('whatever the server does with filters, the answer is the brute-force answer', async () => {
  const sizes = [36, 180, 700];
  const lists = new Map(
    await Promise.all(sizes.map(async (n) => [n, await everything(n)] as const)),
  );
  const value = <Value,>(of: (row: Row) => Value, odd: Value) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.nat().map((n) => (rows: Row[]) => pick(rows, n, of, odd)) },
      { weight: 1, arbitrary: fc.constant(() => odd) },
    );
  const id = (url: string | undefined) =>
    url === undefined ? null : Number(/(\d+)\/$/.exec(url)?.[1]);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        size: fc.constantFrom(...sizes),
        filters: fc.constantFrom(...filterFaults),
        missing: fc.constantFrom(...missingFaults),
        which: fc.integer({ min: 0, max: 7 }),
        datatype: value((row) => id(row.datatypes[0]), 999_999),
        project: value((row) => id(row.source_project), 999_999),
        username: value((row) => row.user.username, 'no body/else?'),
        limit: fc.constantFrom(7, 100, 1000),
      }),
      async ({ size, filters, missing, which, datatype, project, username, limit }) => {
        const rows = lists.get(size) ?? [];
        const asked: Partial<Asked> = {
          datatype_id: which & 1 ? datatype(rows) : null,
          source_project_id: which & 2 ? project(rows) : null,
          username: which & 4 ? username(rows) : null,
          limit: which === 0 ? 1000 : limit,
        };
        const visit = startVisit({
          rows: size,
          faults: [filters, missing].filter(Boolean).join(','),
        });
        try {
          const answer = await visit.askAll(asked);
          // A 500 for a project of which no list of names can tell whether there is one: it may
          // be a failure, and is shown as one.
          const isRiddle =
            asked.source_project_id === 999_999 && /missing:(all|.*projects)/.test(missing);
          if (isRiddle && answer.listing.error !== null) return;
          expect(answer.listing.error).toBeNull();
          expect(answer.ids).toEqual(answerOf(rows, asked));
          expect(answer.count - answer.withheld).toBe(answer.ids.length);
        } finally {
          visit.end();
        }
      },
    ),
    { seed: 20250902, numRuns: 500 },
  );
}, 300_000);
