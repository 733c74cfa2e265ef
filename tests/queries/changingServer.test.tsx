import { expect, onTestFinished, test } from 'vitest';
import type { SearchParams } from '../../src/url/searchParams.ts';
import { matchesParams } from './bruteForce.ts';
import { fetchAllRows, startVisit } from './visit.tsx';

const rows = 2000;
// Of two filters, one is in the path and the other one is a query parameter.
const fileQuery: Partial<SearchParams> = { source_project_id: [186], datatype_id: [20] };

async function expected(params: Partial<SearchParams>): Promise<number[]> {
  const all = await fetchAllRows(rows);
  return all.filter((row) => matchesParams(all, row, params)).map(({ id }) => id);
}

test('the page notices at the next query that the server honours a filter now', async () => {
  const visit = startVisit({ rows });
  onTestFinished(visit.end);
  const ignored = await visit.queryAllPages({ ...fileQuery, limit: 25 });
  expect(ignored.ids).toEqual(await expected(fileQuery));
  expect(ignored.fileList.ignored).toEqual(['datatype_id']);

  visit.setFaults('honour');
  const next = { source_project_id: [85], datatype_id: [4], limit: 25 };
  const honoured = await visit.queryAllPages(next);
  expect(honoured.fileList.ignored).toEqual([]);
  expect(honoured.fileList.strategy.kind).toBe('server');
  expect(honoured.ids).toEqual(await expected(next));
});

test('the page notices during paging that the server ignores a filter now, and shows no wrong row', async () => {
  const visit = startVisit({ rows, faults: 'honour' });
  onTestFinished(visit.end);
  const first = await visit.query({ ...fileQuery, limit: 25 });
  expect(first.strategy.kind).toBe('server');
  visit.setFaults('');
  const second = await visit.query({ ...fileQuery, limit: 25, offset: 25 });
  expect(second.strategy.kind).toBe('local');
  expect(second.ignored).toEqual(['datatype_id']);
  const all = await visit.queryAllPages({ ...fileQuery, limit: 25 });
  expect(all.ids).toEqual(await expected(fileQuery));
});

test('rows that match by chance do not count as evidence', async () => {
  const visit = startVisit({ rows });
  onTestFinished(visit.end);
  // Nearly every file of this project has this type, so that all rows of the first page match.
  const fileList = await visit.query({ source_project_id: [186], datatype_id: [4], limit: 25 });
  expect(fileList.ignored).toEqual(['datatype_id']);
  expect(fileList.count).toBe(
    (await expected({ source_project_id: [186], datatype_id: [4] })).length,
  );
});

test('a server that keeps changing never makes the page show a wrong row', async () => {
  const visit = startVisit({ rows, faults: 'flip:2' });
  onTestFinished(visit.end);
  for (const [project, dataType] of [
    [186, 20],
    [62, 32],
    [12, 2],
    [186, 4],
    [62, 31],
  ] as const) {
    const params = { source_project_id: [project], datatype_id: [dataType] };
    const expectedIds = new Set(await expected(params));
    const { files } = await visit.query({ ...params, limit: 50 });
    expect(files.filter(({ id }) => !expectedIds.has(id))).toEqual([]);
  }
});
