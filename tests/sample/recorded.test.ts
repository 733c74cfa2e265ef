import { describe, expect, it } from 'vitest';
import fivePage from '../recorded/datafiles-limit5-offset8025-source_project_id70.json' with { type: 'json' };
import spotify from '../recorded/project-176-datafiles.json' with { type: 'json' };
import { lasting, makeSample } from './makeSample.ts';

const { ask, list, file } = makeSample();

describe('The recorded responses', () => {
  it('are reproduced exactly, apart from the links, for the recorded requests', async () => {
    const page = await list('/api/public/datafiles/?limit=5&offset=8025&source_project_id=70');
    expect({ ...page, results: page.results.map(lasting) }).toEqual({
      ...fivePage,
      results: fivePage.results.map(lasting),
    });
  });

  it('are reproduced exactly for project 176', async () => {
    const page = await list('/api/public/project/176/datafiles/');
    expect(page.count).toBe(31);
    expect({ ...page, results: page.results.map(lasting) }).toEqual({
      ...spotify,
      results: spotify.results.map(lasting),
    });
  });

  it('keep the order of the fields', async () => {
    const { results } = await list('/api/public/project/176/datafiles/?limit=1');
    expect(Object.keys(results[0] ?? {})).toEqual(Object.keys(spotify.results[0] ?? {}));
  });

  it('can all be found by id', async () => {
    for (const row of [...fivePage.results, ...spotify.results]) {
      expect(lasting(await file(row.id))).toEqual(lasting(row));
    }
  });

  it('contain all files of their members', async () => {
    expect((await list('/api/public/member/member_01/datafiles/')).count).toBe(5);
    expect((await list('/api/public/member/member_02/datafiles/')).count).toBe(2);
  });

  it.each([36, 37, 400, 8060, 8061, 20_000])('are part of a list of %i rows', async (rows) => {
    const small = makeSample('', { rows });
    expect((await small.list('/api/public/project/176/datafiles/')).count).toBe(31);
    const { count, results } = await small.list(`/api/public/datafiles/?limit=${rows}`);
    expect([count, results.length]).toEqual([rows, rows]);
    const first = results.findIndex((row) => row.id === fivePage.results[0]?.id);
    const expected = [...fivePage.results, ...spotify.results].map(lasting);
    expect(results.slice(first, first + 36).map(lasting)).toEqual(expected);
    if (rows > 8060) expect(first).toBe(8025);
  });

  it('limit the number of rows, from the recorded ones to the maximum of ids', () => {
    for (const rows of [35, 10_000_001, 99.5, Number.NaN]) {
      expect(() => makeSample('', { rows })).toThrow(RangeError);
    }
  });
});

describe('An instance', () => {
  it('has the same rows as any other', async () => {
    const path = '/api/public/datafiles/?limit=3000&offset=7000';
    const other = (await makeSample().list(path)).results.map(lasting);
    expect((await list(path)).results.map(lasting)).toEqual(other);
  });

  it('uses the requested origin in download links, and openhumans.org in all other URLs', async () => {
    const request = '/api/public/datafiles/?limit=1';
    expect((await list(request)).results[0]?.download_url).toMatch(
      /^http:\/\/localhost:4173\/data-management\/datafile-download\/\d+\/\?key=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(await (await ask(request)).text()).toContain('https://www.openhumans.org/api/public/');
  });

  it('returns the first page of ten million rows, and finds the last row by id', async () => {
    const vast = makeSample('', { rows: 10_000_000 });
    expect((await vast.list('/api/public/datafiles/?limit=5')).results).toHaveLength(5);
    const [last] = (await vast.list('/api/public/datafiles/?offset=9999999')).results;
    expect(last && lasting(await vast.file(last.id))).toEqual(last && lasting(last));
  });
});
