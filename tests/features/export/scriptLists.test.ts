import { describe, expect, test } from 'vitest';
import { type Filters } from '../../../src/domain/filters.ts';
import type { ScriptQuery } from '../../../src/features/export/script.ts';
import { type Ended, makePlace, run, type QueryStrategy, ways } from './run.ts';
import { filesFor, queryOf, serve } from './serve.ts';
import { generatedValues, manyUsernames, severalValues } from './severalValues.ts';

const rows = 400;

async function dryRun(
  way: QueryStrategy,
  query: ScriptQuery,
  change?: (script: string) => string,
): Promise<Ended> {
  return run(way, query, await makePlace(), { args: ['--dry-run'], ...(change && { change }) });
}

function smallPages(script: string): string {
  return script.replace(/^PAGE ?= ?500/m, (line) => line.replace('500', '100'));
}

function idsIn(stdout: string): number[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(line.split('\t')[0]));
}

/** Filters of every kind, and the path of the first request. */
const queries: [Partial<Filters>, string][] = [
  [{}, '/datafiles/'],
  [{ username: ['member_02'] }, '/member/member_02/datafiles/'],
  [{ username: ['member_02'], source_project_id: [176] }, '/member/member_02/datafiles/'],
  [{ source_project_id: [186], datatype_id: [20] }, '/project/186/datafiles/'],
  [{ datatype_id: [4] }, '/datatype/4/datafiles/'],
  [{ datatype_id: [1], include_children: true }, '/datatype/1/datafiles/'],
  [
    { datatype_id: [5], include_children: true, source_project_id: [186] },
    '/project/186/datafiles/',
  ],
  [{ search: 'GPS data' }, '/datafiles/'],
  [{ tag: ['données'] }, '/datafiles/'],
  [{ tag: ['json'], ext: ['json'], created_start: '2018-01-01' }, '/datafiles/'],
  [{ ext: ['vcf.gz'] }, '/datafiles/'],
  [{ created_start: '2019-06-01', created_end: '2021-03-31' }, '/datafiles/'],
  ...severalValues,
];

describe.each(ways())('$way', ({ way, missing }) => {
  test.skipIf(missing).each(queries)('finds exactly the files of %o', async (filters, path) => {
    const server = await serve({ rows });
    const ended = await dryRun(way, queryOf(server.origin, filters));
    const expected = await filesFor(filters, { rows });
    expect(expected.length).toBeGreaterThan(0);
    expect(idsIn(ended.stdout)).toEqual(expected.map(({ id }) => id));
    expect(ended.code).toBe(0);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toContain(`/api/public${path}?`);
  });

  test.skipIf(missing)('finds exactly the files of generated lists of values', async () => {
    const server = await serve({ rows });
    for (const filters of await generatedValues(4, rows)) {
      const ended = await dryRun(way, queryOf(server.origin, filters));
      const expected = await filesFor(filters, { rows });
      expect(idsIn(ended.stdout), JSON.stringify(filters)).toEqual(expected.map(({ id }) => id));
    }
  });

  test.skipIf(missing)(
    'accepts more usernames than fit into one argument of a program',
    async () => {
      const server = await serve({ rows });
      const either = await dryRun(way, queryOf(server.origin, { username: manyUsernames }));
      const expected = await filesFor({ username: ['member_02'] }, { rows });
      expect(expected.length).toBeGreaterThan(0);
      expect(idsIn(either.stdout)).toEqual(expected.map(({ id }) => id));
    },
  );

  test.skipIf(missing)('names the folder of each project in the query', async () => {
    const server = await serve({ rows });
    const known = new Map([
      [176, 'Spotify'],
      [186, 'a/b: é'],
      [85, 'Not asked for'],
    ]);
    const query = {
      ...queryOf(server.origin, { source_project_id: [12, 176, 186], datatype_id__not: [7] }),
      names: { dataType: () => null, project: (id: number) => known.get(id) ?? null },
    };
    const { stdout } = await dryRun(way, query);
    const folders = stdout.split('\n').map((line) => line.split('\t')[2]?.split('/')[0]);
    expect(new Set(folders.filter(Boolean))).toEqual(new Set(['12', '176-Spotify', '186-a_b_ é']));
    const without = { ...query, ...queryOf(server.origin, { source_project_id__not: [12] }) };
    const others = (await dryRun(way, { ...without, names: query.names })).stdout;
    expect(others).toMatch(/\t176\//);
    expect(others).not.toMatch(/\t12\b|Spotify|Not asked/);
  });

  // jq folds the case of A to Z only, as the comment at the top of the script states.
  test.skipIf(missing || way === 'bash with jq')('folds letters like the page', async () => {
    const server = await serve({
      rows: 36,
      async between(request, answer) {
        const page: { results: object[] } = await (await answer(request)).json();
        const results = page.results.map((row, index) =>
          index === 5 ? { ...row, basename: 'Η ΟΔΟΣ ΤΟΥ ＦＵＬＬ ﬁle.gpx' } : row,
        );
        return Response.json({ ...page, results });
      },
    });
    const [, , , , , file] = await filesFor({}, { rows: 36 });
    const query = queryOf(server.origin, { search: 'οδός full FILE οδοσ' });
    expect(idsIn((await dryRun(way, query)).stdout)).toEqual([file?.id]);
  });

  test.skipIf(missing)('loads the next list if the server lacks the shortest', async () => {
    const filters = { username: ['member_02'], source_project_id: [176], datatype_id: [14] };
    const server = await serve({ rows, faults: 'missing:member-files' });
    const ended = await dryRun(way, queryOf(server.origin, filters));
    expect(idsIn(ended.stdout)).toEqual((await filesFor(filters, { rows })).map(({ id }) => id));
    expect(server.requests.at(-1)).toBe('/api/public/project/176/datafiles/?limit=500&offset=0');
    server.faults = 'missing:all';
    const type = await dryRun(way, queryOf(server.origin, { datatype_id: [14] }));
    expect(idsIn(type.stdout)).toEqual(
      (await filesFor({ datatype_id: [14] }, { rows })).map(({ id }) => id),
    );
  });

  test.skipIf(missing).each<[Partial<Filters>, string]>([
    [{ source_project_id: [999_999] }, 'project 999999'],
    [{ datatype_id: [999_999] }, 'data type 999999'],
    [{ username: ['no_such_member'] }, 'member no_such_member'],
  ])('reports that %o does not exist', async (filters, what) => {
    const server = await serve({ rows });
    for (const faults of ['', 'unknown-project-404']) {
      server.faults = faults;
      const ended = await dryRun(way, queryOf(server.origin, filters));
      expect(ended).toMatchObject({ code: 0, stdout: '' });
      expect(ended.stderr).toBe(
        `0 files.\nThe server knows no ${what}: there are no such files.\n`,
      );
    }
    expect(server.requests.every((path) => !path.startsWith('/api/public/datafiles/'))).toBe(true);
  });

  test.skipIf(missing)(
    'leaves descendants to the server’s list if the tree is unknown',
    async () => {
      const filters = { datatype_id: [1], include_children: true, source_project_id: [12] };
      const server = await serve({ rows });
      const query = { ...queryOf(server.origin, filters), descendantsOf: null };
      const ended = await dryRun(way, query);
      expect(idsIn(ended.stdout)).toEqual((await filesFor(filters, { rows })).map(({ id }) => id));
      expect(server.requests[0]).toContain('/datatype/1/datafiles/?include_children=True&');
      server.faults = 'missing:datatype-files';
      expect((await dryRun(way, query)).code).toBe(1);
    },
  );

  test.skipIf(missing)('loses no file if the list shrinks while it loads', async () => {
    const server = await serve({ rows, faults: 'shrink:7' });
    const ended = await dryRun(way, queryOf(server.origin), smallPages);
    const left = await fetch(`${server.origin}/api/public/datafiles/?limit=500`);
    const page: { results: { id: number }[] } = await left.json();
    const ids = idsIn(ended.stdout);
    expect(page.results.length).toBeLessThan(380);
    expect(page.results.filter(({ id }) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.skipIf(missing)(
    'reports possible omissions if the list changes while it loads',
    async () => {
      const server = await serve({ rows, faults: 'grow:5' });
      const ended = await dryRun(way, queryOf(server.origin), smallPages);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toMatch(/up to [1-9]\d* files may be missing/);
      const ids = idsIn(ended.stdout);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test.skipIf(missing)('requests smaller pages after server errors', async () => {
    const server = await serve({
      rows: 400,
      async between(request, answer) {
        const limit = Number(new URL(request.url).searchParams.get('limit'));
        return limit > 130 ? new Response('<h1>503</h1>', { status: 503 }) : answer(request);
      },
    });
    const ended = await dryRun(way, queryOf(server.origin));
    expect(ended.code).toBe(0);
    expect(idsIn(ended.stdout)).toEqual((await filesFor({}, { rows })).map(({ id }) => id));
    expect(
      server.requests.map((path) => /limit=(\d+)&offset=(\d+)/.exec(path)?.slice(1).join(' ')),
    ).toEqual(['500 0', '250 0', '125 0', '125 125', '125 250', '125 375']);
  });

  test.skipIf(missing)('gives up if every response is invalid', async () => {
    const server = await serve({ faults: 'html' });
    const ended = await dryRun(way, queryOf(server.origin));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toBe(
      "The list of files could not be read: the server's answer is cut short, or no JSON.\n",
    );
    expect(server.requests).toHaveLength(8);
  });

  test.skipIf(missing)('counts empty rows and reports invalid ones', async () => {
    const server = await serve({
      rows: 400,
      async between(request, answer) {
        const page: { results: unknown[]; count: number } = await (await answer(request)).json();
        page.results.splice(3, 2, {}, { id: 'seven' });
        return Response.json(page);
      },
    });
    const ended = await dryRun(way, queryOf(server.origin));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(
      '398 files.\n1 rows were empty: files of members who hide them.\n1 rows of the list could not be understood.\n',
    );
    expect(ended.stderr).not.toContain('missing');
  });
});
