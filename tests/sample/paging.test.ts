import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lasting, makeSample } from './makeSample.ts';

const { list } = makeSample();
const files = '/api/public/datafiles/';
const all = (await list(`${files}?limit=20000`)).results;

describe('Paging', () => {
  it('has 15,803 files in pages of 100', async () => {
    const page = await list(files);
    expect([page.count, page.results.length, page.previous]).toEqual([15_803, 100, null]);
    expect(page.next).toBe(`https://www.openhumans.net${files}?limit=100&offset=100`);
  });

  it.each(['abc', '0', '-5', '', '2.5', '1e3'])('treats limit=%s as 100', async (limit) => {
    expect((await list(`${files}?limit=${limit}`)).results).toHaveLength(100);
  });

  it.each(['abc', '-5', '', '2.5'])('treats offset=%s as 0', async (offset) => {
    const { results, previous } = await list(`${files}?limit=1&offset=${offset}`);
    expect([results[0]?.id, previous]).toEqual([all[0]?.id, null]);
  });

  it('has no maximum limit', () => {
    expect(all).toHaveLength(15_803);
  });

  it('responds to an offset past the end with an empty page and a link back', async () => {
    const page = await list(`${files}?limit=10&offset=99999`);
    expect(page).toEqual({
      count: 15_803,
      next: null,
      previous: `https://www.openhumans.net${files}?limit=10&offset=99989`,
      results: [],
    });
  });

  it('keeps other parameters in its links, sorted, and omits an offset of 0', async () => {
    const page = await list(`${files}?username=x%20y&offset=3&limit=5&datatype_id=`);
    const query = 'datatype_id=&limit=5';
    expect(page.next).toBe(`https://www.openhumans.net${files}?${query}&offset=8&username=x+y`);
    expect(page.previous).toBe(`https://www.openhumans.net${files}?${query}&username=x+y`);
  });

  it('uses the last of a repeated parameter, like Django', async () => {
    expect((await list(`${files}?limit=3&limit=7`)).results).toHaveLength(7);
  });

  it('works the same way for the other lists', async () => {
    for (const name of ['projects', 'datatypes', 'members']) {
      const fullList = await list(`/api/public/${name}/?limit=100000`);
      expect(fullList.results).toHaveLength(fullList.count);
      const page = await list(`/api/public/${name}/?limit=4&offset=3`);
      expect(page.results).toEqual(fullList.results.slice(3, 7));
      expect(page.count).toBe(fullList.count);
      expect(page.next).toContain(`/api/public/${name}/?limit=4&offset=7`);
    }
  });

  it('covers the full list with pages of any size', async () => {
    const cut = fc.tuple(fc.nat(16_000), fc.integer({ min: 1, max: 400 }));
    await fc.assert(
      fc.asyncProperty(cut, async ([offset, limit]) => {
        const { results } = await list(`${files}?limit=${limit}&offset=${offset}`);
        const same = all.slice(offset, offset + limit).map(lasting);
        expect(results.map(lasting)).toEqual(same);
      }),
      { seed: 20_250_902, numRuns: 60 },
    );
  });

  it.each([
    '/api/public/project/85/datafiles/',
    '/api/public/datatype/1/datafiles/?include_children=True',
  ])('covers %s page by page, with the right count', async (path) => {
    const ids = new Set<number>();
    const join = path.includes('?') ? '&' : '?';
    let { count } = await list(path);
    for (let offset = 0; offset < count; offset += 97) {
      const page = await list(`${path}${join}limit=97&offset=${offset}`);
      for (const row of page.results) ids.add(row.id);
    }
    expect(count).toBeGreaterThan(300);
    expect(ids.size).toBe(count);
  });
});

describe('The full list', () => {
  it('has unique ids below 2³¹, in no particular order', () => {
    const ids = all.map((row) => row.id);
    expect(new Set(ids).size).toBe(15_803);
    expect(ids.every((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31)).toBe(true);
    const rising = ids.filter((id, index) => id > (ids[index - 1] ?? 0)).length;
    expect(rising).toBeLessThan(0.7 * ids.length);
  });

  it('is ordered by username', () => {
    const names = all.flatMap((row) => row.user.username ?? []);
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : Number(a > b))));
  });

  it('has one member id per username', () => {
    const pairs = new Set(all.map((row) => `${row.user.id} ${row.user.username}`));
    expect(new Set(all.map((row) => row.user.id)).size).toBe(pairs.size);
    expect(new Set(all.map((row) => row.user.username)).size).toBe(pairs.size);
  });

  it('has rows that can be found by id, and no others', async () => {
    const { ask, file } = makeSample();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), async (row) => {
        expect(lasting(await file(row.id))).toEqual(lasting(row));
      }),
      { seed: 20_250_902, numRuns: 50 },
    );
    const ids = new Set(all.map((row) => row.id));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 900_000, max: 19_000_000 }), async (id) => {
        const { status } = await ask(`/api/public/datafile/${id}/`);
        expect(status).toBe(ids.has(id) ? 200 : 404);
      }),
      { seed: 20_250_902, numRuns: 300 },
    );
  });
});
