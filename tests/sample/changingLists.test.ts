import { describe, expect, it } from 'vitest';
import { lasting, makeSample } from './makeSample.ts';

const files = '/api/public/datafiles/';
const spotify = '/api/public/project/176/datafiles/';
/** Short, so that the tests can request the full list repeatedly. */
const rows = 3000;
const all = (await makeSample('', { rows }).list(`${files}?limit=${rows}`)).results;
const ids = (some: readonly { id: number }[]) => some.map((row) => row.id);

describe('Filters that change during a visit', () => {
  it('flip:N alternates between ignoring and honouring filters', async () => {
    const sample = makeSample('flip:2', { rows });
    const counts = [];
    for (let turn = 0; turn < 6; turn++) {
      counts.push((await sample.list(`${files}?limit=1&username=member_01`)).count);
    }
    expect(counts).toEqual([rows, rows, 5, 5, rows, rows]);
  });

  it('flip:N swaps the filters that honour names with the others', async () => {
    const sample = makeSample('flip:1,honour:username', { rows });
    const path = `${files}?limit=1&username=member_01&source_project_id=176`;
    expect((await sample.list(path)).count).toBe(31);
    expect((await sample.list(path)).count).toBe(5);
  });

  it('can change when the faults change', async () => {
    const sample = makeSample('', { rows });
    const path = `${files}?limit=1&username=member_01`;
    expect((await sample.list(path)).count).toBe(rows);
    sample.become('honour');
    expect((await sample.list(path)).count).toBe(5);
  });
});

describe('Lists that change during paging', () => {
  it('grow:N adds rows at the start after each list request', async () => {
    const sample = makeSample('grow:3', { rows });
    const first = await sample.list(`${files}?limit=10`);
    const second = await sample.list(`${files}?limit=10&offset=10`);
    expect([first.count, second.count]).toEqual([rows, rows + 3]);
    expect(ids(second.results).slice(0, 3)).toEqual(ids(first.results).slice(7));
    const third = await sample.list(`${files}?limit=7`);
    expect(third.results[6]?.id).toBe(first.results[0]?.id);
    const fresh = ids(third.results.slice(0, 6));
    expect(new Set([...fresh, ...ids(all)]).size).toBe(rows + 6);
    for (const row of third.results)
      expect(lasting(await sample.file(row.id))).toEqual(lasting(row));
  });

  it('grow:N respects the criteria of the path', async () => {
    const sample = makeSample('grow:2', { rows });
    await sample.list(spotify);
    const { count, results } = await sample.list(spotify);
    expect(count).toBe(33);
    expect(results.every((row) => row.source_project.endsWith('/project/176/'))).toBe(true);
    const { results: typed } = await sample.list('/api/public/datatype/36/datafiles/?limit=4');
    expect(typed.every((row) => row.datatypes.some((url) => url.endsWith('/36/')))).toBe(true);
  });

  it('shrink:N removes rows for good', async () => {
    const sample = makeSample('shrink:5', { rows });
    let left = new Set(ids(all));
    for (let turn = 0; turn < 4; turn++) {
      const { count, results } = await sample.list(`${files}?limit=${rows + 99}`);
      expect([count, results.length]).toEqual([rows - 5 * turn, count]);
      expect(ids(results).every((id) => left.has(id))).toBe(true);
      left = new Set(ids(results));
    }
  });

  it('shrink:N can remove all rows, but not more', async () => {
    const sample = makeSample('shrink:20', { rows });
    const counts = [];
    for (let turn = 0; turn < 4; turn++) counts.push((await sample.list(spotify)).count);
    expect(counts).toEqual([31, 11, 0, 0]);
  });

  it('unstable changes the order within members only', async () => {
    const sample = makeSample('unstable', { rows });
    const orders = [];
    for (let turn = 0; turn < 3; turn++) {
      const { results } = await sample.list(`${files}?limit=${rows + 99}`);
      expect(new Set(ids(results))).toEqual(new Set(ids(all)));
      expect(results.map((row) => row.user.id)).toEqual(all.map((row) => row.user.id));
      orders.push(ids(results).join());
    }
    expect(new Set(orders).size).toBe(3);
    const below = (await sample.list(spotify)).results.map((row) => row.user.username ?? '');
    expect(below).toEqual(below.toSorted());
  });

  it('faults combine, and counts stay consistent', async () => {
    const sample = makeSample('grow:4,shrink:3,unstable,honour', { rows });
    for (let turn = 0; turn < 3; turn++) {
      const { count, results } = await sample.list(
        `${files}?limit=${rows + 99}&source_project_id=85`,
      );
      expect(results).toHaveLength(count);
      expect(new Set(ids(results)).size).toBe(count);
    }
  });
});

describe('Hostile rows', () => {
  it("replace one row in four and keep the other rows' ids", async () => {
    const { results } = await makeSample('hostile', { rows }).list(`${files}?limit=2000`);
    const changed = results.filter((row, index) => row.basename !== all[index]?.basename);
    expect(changed.length).toBeGreaterThan(400);
    expect(changed.length).toBeLessThan(600);
    expect(ids(results)).toEqual(ids(all.slice(0, 2000)));
    const names = changed.map((row) => row.basename);
    for (const name of ['../../x', '$(id)', 'CON', 'two\nlines\r\n.csv'])
      expect(names).toContain(name);
    expect(results.some((row) => row.download_url.startsWith('javascript:'))).toBe(true);
    expect(results.some((row) => row.user.name?.includes('<script>'))).toBe(true);
    expect(results.some((row) => JSON.stringify(row.metadata).length > 200_000)).toBe(true);
  });

  it('can be downloaded under their names', async () => {
    const sample = makeSample('hostile', { rows });
    const { results } = await sample.list(`${files}?limit=300`);
    for (const row of results.filter((each) => each.download_url.startsWith('http'))) {
      const response = await sample.ask(row.download_url);
      expect(response.status).toBe(200);
      const disposition = response.headers.get('content-disposition') ?? '';
      const named = decodeURIComponent(disposition.split("UTF-8''")[1] ?? '');
      expect(named).toBe(row.basename.replace(/\p{Surrogate}/gu, '\uFFFD'));
    }
  });
});
