import { act, waitFor } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { type Cost, startVisit } from './visit.tsx';

function visit(options: Parameters<typeof startVisit>[0]) {
  const started = startVisit(options);
  onTestFinished(started.end);
  return started;
}

function rowsOf(costs: readonly Cost[]): number {
  return costs.reduce((sum, { rows }) => sum + rows, 0);
}

test('a project requests only its own rows', async () => {
  const { query, costs } = visit({ rows: 15_803 });
  const { files } = await query({ source_project_id: [176] });
  expect(files).toHaveLength(31);
  expect(costs).toEqual([{ path: '/api/public/project/176/datafiles/?limit=100', rows: 31 }]);
});

test('a member and a data type request only their own rows', async () => {
  const { query, costs } = visit({ rows: 15_803 });
  await query({ username: ['member_02'] });
  await query({ datatype_id: [14] });
  expect(costs).toEqual([
    { path: '/api/public/member/member_02/datafiles/?limit=100', rows: 2 },
    { path: '/api/public/datatype/14/datafiles/?limit=100', rows: 31 },
  ]);
});

test('an honoured filter costs one page, and a probe without rows', async () => {
  const { query, costs } = visit({ rows: 15_803, faults: 'honour' });
  const first = await query({ datatype_id: [4], source_project_id: [186] });
  expect(first.strategy.kind).toBe('server');
  expect(first.ignored).toEqual([]);
  expect(rowsOf(costs)).toBe(100);
  expect(costs.map(({ path }) => path)).toEqual([
    '/api/public/project/186/datafiles/?datatype_id=4&limit=100',
    '/api/public/project/186/datafiles/?datatype_id=2147483647&limit=1',
  ]);
  // The server has proved that it honours the filter, so that no other probe is necessary.
  await query({ datatype_id: [4], source_project_id: [186], offset: 100 });
  await query({ datatype_id: [20], source_project_id: [186] });
  expect(costs.slice(2).map(({ path }) => path)).toEqual([
    '/api/public/project/186/datafiles/?datatype_id=4&limit=100&offset=100',
    '/api/public/project/186/datafiles/?datatype_id=20&limit=100',
  ]);
});

test('an ignored filter costs the shortest list once, and one row for the probe', async () => {
  const { query, costs } = visit({ rows: 15_803 });
  const { count, ignored, strategy } = await query({ datatype_id: [4], source_project_id: [186] });
  expect(strategy.kind).toBe('local');
  expect(ignored).toEqual(['datatype_id']);
  expect(count).toBe(6142);
  // The list of the project, one row for the probe, and one row to count the longer list of the data type.
  expect(rowsOf(costs)).toBe(6142 + 2);
  const listed = costs.filter(({ rows }) => rows > 1);
  expect(listed[0]?.path).toBe('/api/public/project/186/datafiles/?datatype_id=4&limit=100');
  expect(listed.slice(1).every(({ rows }) => rows <= 500)).toBe(true);
});

test('a loaded list answers every later query that it contains, without requests', async () => {
  const { query, costs } = visit({ rows: 15_803 });
  await query({ datatype_id: [4], source_project_id: [186] });
  costs.length = 0;
  await query({ source_project_id: [186] });
  await query({ source_project_id: [186], offset: 6100 });
  await query({ source_project_id: [186], search: 'gps' });
  await query({ source_project_id: [186], ordering: '-created', limit: 1000 });
  await query({ source_project_id: [186], username: ['amber_creek'] });
  await query({ datatype_id: [4], source_project_id: [186], offset: 200 });
  expect(costs).toEqual([]);
});

test('a page that was shown is neither requested nor loaded again', async () => {
  const { query, costs } = visit({ rows: 1500 });
  await query({});
  await query({ offset: 100 });
  await query({});
  expect(costs).toHaveLength(2);
  costs.length = 0;
  const { count } = await query({ search: 'overland' });
  expect(rowsOf(costs)).toBe(1500 - 200);
  expect(count).toBeGreaterThan(0);
});

test('up to 1,000 files load without consent, more only with it', async () => {
  const short = visit({ rows: 1000 });
  await short.query({ search: 'overland' });
  expect(rowsOf(short.costs)).toBe(1000);

  const long = visit({ rows: 1001 });
  long.navigate({ search: 'overland' });
  await waitFor(() => expect(long.fileList().progress.load?.status).toBe('needsConfirmation'));
  expect(rowsOf(long.costs)).toBe(100);
  expect(long.fileList().result.isPartial).toBe(true);
  act(() => long.fileList().progress.confirm());
  await waitFor(() => expect(long.fileList().result.isPartial).toBe(false));
  expect(rowsOf(long.costs)).toBe(1001);
});

test('a paused load continues where it stopped', async () => {
  const { navigate, fileList, costs, settle } = visit({ rows: 15_803, faults: 'slow:5' });
  navigate({ source_project_id: [186], datatype_id: [4] });
  await waitFor(() => expect(fileList().progress.load?.offset).toBeGreaterThan(1000));
  act(() => fileList().progress.pause());
  await waitFor(() => expect(fileList().progress.load?.status).toBe('paused'));
  const stoppedAt = fileList().progress.load?.offset ?? 0;
  expect(stoppedAt).toBeLessThan(6142);
  expect(fileList().result.isPartial).toBe(true);
  expect(fileList().result.files.length).toBeGreaterThan(0);

  const before = rowsOf(costs);
  act(() => fileList().progress.confirm());
  await settle();
  expect(fileList().result.count).toBe(6142);
  // No row that was loaded before the pause is requested again.
  expect(rowsOf(costs) - before).toBe(6142 - stoppedAt);
});

test('a load stops when the user sends another query, and continues later', async () => {
  const { navigate, fileList, costs, query } = visit({ rows: 15_803, faults: 'slow:5' });
  navigate({ source_project_id: [186], datatype_id: [4] });
  await waitFor(() => expect(fileList().progress.load?.offset).toBeGreaterThan(600));
  await query({ source_project_id: [176] });
  const requests = costs.length;
  await query({ username: ['member_02'] });
  expect(costs.length).toBe(requests + 1);
  const { count } = await query({ source_project_id: [186], datatype_id: [4] });
  expect(count).toBe(6142);
});

test('the shortest list is loaded, even if another one was presumed to be shorter', async () => {
  const { query, costs } = visit({ rows: 15_803 });
  // The project has 6,142 files, and the data type far fewer.
  const { files } = await query({ source_project_id: [186], datatype_id: [14] });
  expect(files).toEqual([]);
  expect(costs).toEqual([
    { path: '/api/public/project/186/datafiles/?datatype_id=14&limit=100', rows: 100 },
    { path: '/api/public/datatype/14/datafiles/?limit=1', rows: 1 },
    { path: '/api/public/datatype/14/datafiles/?limit=100', rows: 31 },
  ]);
});

test('unknown ids and members cost no rows and are reported as unknown', async () => {
  const { query, costs } = visit({ rows: 400 });
  expect((await query({ source_project_id: [999] })).unknown).toEqual({ kind: 'project', id: 999 });
  expect((await query({ datatype_id: [999] })).unknown).toMatchObject({
    kind: 'datatype',
    id: 999,
  });
  expect((await query({ username: ['unknown'] })).unknown).toEqual({
    kind: 'member',
    username: 'unknown',
  });
  expect(costs).toEqual([]);
});

test('a username that no path allows is found in the list of all files', async () => {
  const { query, costs } = visit({ rows: 400 });
  const { count } = await query({ username: ['../project/176'] });
  expect(count).toBe(0);
  expect(rowsOf(costs)).toBeLessThanOrEqual(400 + 1);
  expect(costs.every(({ path }) => path.startsWith('/api/public/datafiles/?'))).toBe(true);
});

test('several values cost the list of all files once, without parameters', async () => {
  const { query, costs } = visit({ rows: 1000, faults: 'honour' });
  const both = await query({ source_project_id: [176, 186], limit: 1000 });
  expect(both.strategy.kind).toBe('local');
  expect(rowsOf(costs)).toBe(1000);
  for (const { path } of costs) {
    expect(path).toMatch(/^\/api\/public\/datafiles\/\?limit=\d+(?:&offset=\d+)?$/);
  }
  costs.length = 0;
  const one = await query({ source_project_id: [176], limit: 1000 });
  const other = await query({ source_project_id: [186], limit: 1000 });
  expect((one.count ?? 0) + (other.count ?? 0)).toBe(both.count);
  await query({ username__not: ['member_02'] });
  await query({ shares_datatype_id: [4], shares_source_project_id: [186] });
  await query({ shares_datatype_id: [4], username: ['member_02'] });
  expect(costs).toEqual([]);
});

test('an excluded value is removed from the list of an included one', async () => {
  const { query, costs } = visit({ rows: 15_803 });
  const all = await query({ source_project_id: [176] });
  const others = await query({ source_project_id: [176], username__not: ['member_02'] });
  const own = await query({ source_project_id: [176], username: ['member_02'] });
  expect((others.count ?? 0) + (own.count ?? 0)).toBe(all.count);
  expect(own.count).toBeGreaterThan(0);
  expect(costs.every(({ path }) => path.startsWith('/api/public/project/176/datafiles/'))).toBe(
    true,
  );
});

test('a load sends one request at a time', async () => {
  const { query, maxConcurrency } = visit({ rows: 3000, faults: 'slow:2' });
  await query({ search: 'gps' });
  expect(maxConcurrency()).toBe(1);
});

test('an ignored filter is not probed twice for one query', async () => {
  const { query, costs } = visit({ rows: 2000 });
  await query({ source_project_id: [186], datatype_id: [20], limit: 25, offset: 50 });
  const withParameter = costs.filter(({ path }) => path.includes('datatype_id=20'));
  expect(withParameter).toHaveLength(1);
  const own = costs.filter(({ path, rows }) => path.includes('/project/186/') && rows > 1);
  const total = own.reduce((sum, { rows }) => sum + rows, 0);
  // The list of the project is requested once, including the page that was shown.
  expect(total).toBe((await query({ source_project_id: [186] })).count);
});

test('a partially loaded list has its full count when the search is removed', async () => {
  const { navigate, query, fileList } = visit({ rows: 3000 });
  navigate({ search: 'data' });
  await waitFor(() => expect(fileList().progress.load?.status).toBe('needsConfirmation'));
  const { count, isPartial, summary, files } = await query({});
  expect(count).toBe(3000);
  expect(isPartial).toBe(false);
  expect(summary).toBeNull();
  expect(files).toHaveLength(100);
});

test('an empty list does not prove that a filter is honoured', async () => {
  const { query } = visit({ rows: 15_803 });
  expect((await query({ source_project_id: [62], datatype_id: [31] })).ignored).toEqual([
    'datatype_id',
  ]);
  // A project without files.
  await query({ source_project_id: [190], datatype_id: [31] });
  const { strategy, ignored } = await query({ source_project_id: [70], datatype_id: [13] });
  expect(ignored).toEqual(['datatype_id']);
  expect(strategy.kind).toBe('local');
});
