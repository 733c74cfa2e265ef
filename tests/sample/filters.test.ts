import { describe, expect, it } from 'vitest';
import { idIn, isEmpty, lasting, makeSample, type Row } from './makeSample.ts';

const rows = 5000;
const { ask, list } = makeSample('', { rows });
const files = '/api/public/datafiles/';
const all = (await list(`${files}?limit=${rows}`)).results;
const ofProject = (id: number) => all.filter((row) => idIn(row.source_project) === id);
const ofType = (...ids: number[]) =>
  all.filter((row) => row.datatypes.some((url) => ids.includes(idIn(url))));

describe('Filters in the path', () => {
  it('match a project, in the order of the full list', async () => {
    const { results } = await list(`/api/public/project/85/datafiles/?limit=${rows}`);
    expect(results.map(lasting)).toEqual(ofProject(85).map(lasting));
    expect(results.length).toBeGreaterThan(100);
  });

  it('match a data type, with its descendants only on request', async () => {
    const path = `/api/public/datatype/4/datafiles/?limit=${rows}`;
    expect((await list(path)).results.map(lasting)).toEqual(ofType(4).map(lasting));
    const wide = await list(`${path}&include_children=True`);
    expect(wide.results.map(lasting)).toEqual(ofType(4, 20, 21).map(lasting));
    expect(wide.count).toBeGreaterThan(ofType(4).length);
  });

  it('match a member', async () => {
    const { results } = await list(`/api/public/member/annika_birch/datafiles/?limit=${rows}`);
    const own = all.filter((row) => row.user.username === 'annika_birch');
    expect(results.map(lasting)).toEqual(own.map(lasting));
    expect(results.length).toBeGreaterThan(0);
  });

  it('respond 404 for unknown data types and members, including hidden members', async () => {
    for (const path of ['datatype/999', 'member/no_such_member', 'member/ann']) {
      const response = await ask(`/api/public/${path}/datafiles/`);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ detail: 'Not found.' });
    }
  });

  it('respond 500 with HTML for an unknown project', async () => {
    const response = await ask('/api/public/project/999/datafiles/');
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<h1>Server Error (500)</h1>');
  });
});

describe('Filters in the query', () => {
  const filters = 'datatype_id=14&source_project_id=85&username=member_02';

  it.each([
    files,
    '/api/public/project/31/datafiles/',
    '/api/public/datatype/16/datafiles/',
    '/api/public/member/annika_birch/datafiles/',
  ])('are ignored on %s, even if they are not numbers', async (path) => {
    const { count, results } = await list(path);
    for (const query of [filters, 'datatype_id=abc&source_project_id=%20']) {
      const page = await list(`${path}?${query}`);
      expect(page.count).toBe(count);
      expect(page.results.map(lasting)).toEqual(results.map(lasting));
    }
  });

  it('work one by one if honoured', async () => {
    const cases: [string, string, Row[]][] = [
      ['datatype_id', '14', ofType(14)],
      ['source_project_id', '85', ofProject(85)],
      ['username', 'member_08', all.filter((row) => row.user.username === 'member_08')],
    ];
    for (const [name, value, expected] of cases) {
      const honest = makeSample(`honour:${name}`, { rows });
      const { results } = await honest.list(`${files}?limit=${rows}&${name}=${value}`);
      expect(results.map(lasting)).toEqual(expected.map(lasting));
      for (const [other, text] of cases) {
        if (other === name) continue;
        expect((await honest.list(`${files}?limit=1&${other}=${text}`)).count).toBe(rows);
      }
    }
  });

  it('work together and combined with a path if honoured', async () => {
    const honest = makeSample('honour', { rows });
    const both = `source_project_id=31&datatype_id=11`;
    const expected = ofProject(31).filter((row) => row.datatypes.map(idIn).includes(11));
    const { results } = await honest.list(`${files}?limit=${rows}&${both}`);
    expect(results.map(lasting)).toEqual(expected.map(lasting));
    expect(results.length).toBeGreaterThan(10);
    const below = await honest.list(
      `/api/public/project/31/datafiles/?limit=${rows}&datatype_id=11`,
    );
    expect(below.count).toBe(expected.length);
    const never = await honest.list('/api/public/project/31/datafiles/?source_project_id=85');
    expect([never.count, never.results]).toEqual([0, []]);
    const strangers = '/api/public/member/member_01/datafiles/?username=member_02';
    expect((await honest.list(strangers)).count).toBe(0);
  });

  it('match no file for unknown values, and all files if empty', async () => {
    const honest = makeSample('honour', { rows });
    for (const query of [
      'datatype_id=999',
      'source_project_id=999',
      'username=no_such_member',
      'username=member_0',
    ]) {
      expect((await honest.list(`${files}?${query}`)).count).toBe(0);
    }
    expect((await honest.list(`${files}?username=&datatype_id=`)).count).toBe(rows);
  });

  it('cause an error if they are honoured but not integers', async () => {
    const honest = makeSample('honour', { rows });
    const response = await honest.ask(`${files}?datatype_id=abc&source_project_id=85`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ datatype_id: ['Enter a number.'] });
  });
});

describe('Hidden members', () => {
  it('have the row {} if their username is part of the requested one', async () => {
    const { count, results } = await list(`${files}?limit=${rows}&username=hannah_wren`);
    expect([count, results.length]).toEqual([rows, rows]);
    const emptied = all.filter((_, index) => isEmpty(results[index] ?? {}));
    expect(emptied.length).toBeGreaterThan(0);
    expect(emptied.every((row) => row.user.username === null)).toBe(true);
    const left = results.filter((row) => !isEmpty(row)).map(lasting);
    expect(left).toEqual(all.filter((row) => !emptied.includes(row)).map(lasting));
    expect(left.some((row) => row.user.username === null)).toBe(true);
  });

  it('do not have the row {} for other usernames or without one', async () => {
    expect(all.some(isEmpty)).toBe(false);
    const { results } = await list(`${files}?limit=${rows}&username=member_02`);
    expect(results.some(isEmpty)).toBe(false);
  });

  it('have the row {} for a filter in the path too', async () => {
    const path = `/api/public/project/186/datafiles/?limit=${rows}`;
    const usual = await list(path);
    const filtered = await list(`${path}&username=ann_bo_eli_sam_tom`);
    expect(filtered.count).toBe(usual.count);
    expect(filtered.results.filter(isEmpty).length).toBeGreaterThan(0);
    expect(filtered.results.filter(isEmpty).length).toBeLessThan(usual.count / 10);
  });

  it('are counted but empty for their exact username, if honoured', async () => {
    const honest = makeSample('honour:username', { rows });
    const { count, results } = await honest.list(`${files}?limit=${rows}&username=ann`);
    const emptied = await list(`${files}?limit=${rows}&username=ann`);
    expect(count).toBe(emptied.results.filter(isEmpty).length);
    expect(count).toBeGreaterThan(0);
    expect(results.every(isEmpty)).toBe(true);
    expect(results).toHaveLength(count);
    const visible = await honest.list(`${files}?limit=${rows}&username=hannah_wren`);
    expect(visible.results.every((row) => row.user.username === 'hannah_wren')).toBe(true);
  });

  it('are missing from the list of members, which can be searched by a part of the username', async () => {
    const { results } = await list(`/api/public/members/?limit=${rows}`);
    const visible = new Set(all.flatMap((row) => row.user.username ?? []));
    expect(results.map((each) => 'username' in each && each.username)).toEqual([...visible]);
    const found = await list('/api/public/members/?username=member_1');
    expect(found.results).toEqual(
      ['10', '11'].map((number) => ({
        name: `Member ${number}`,
        profile_url: `https://www.openhumans.org/member/member_${number}/`,
        username: `member_${number}`,
      })),
    );
  });
});
