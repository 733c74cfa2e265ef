import { describe, expect, test } from 'vitest';
import type { Filters } from '../../../src/domain/filters.ts';
import { snippet, snippetLanguages } from '../../../src/features/export/snippets.ts';
import { among, hostileMixtures, hostileValues } from './hostileTexts.ts';
import type { Ended } from './run.ts';
import { runners, runSnippet } from './runSnippets.ts';
import { filesFor, queryOf, serve } from './serve.ts';
import { generatedValues, manyUsernames, severalValues } from './severalValues.ts';

const rows = 400;

function idsIn({ stdout }: Ended): number[] {
  return stdout
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      expect(line).toMatch(/^\d+\t(?:https?:\/\/\S+|\(no link\))$/);
      return Number(line.split('\t')[0]);
    })
    .toSorted((a, b) => a - b);
}

const queries: Partial<Filters>[] = [
  {},
  { username: ['member_02'], source_project_id: [176], search: 'SPOTIFY metadata' },
  { datatype_id: [5], include_children: true, source_project_id: [186], ext: ['gpx'] },
  { datatype_id: [1], include_children: true },
  { tag: ['json'], created_start: '2018-01-01', created_end: '2022-06-30' },
  { ext: ['vcf.gz'], datatype_id: [10] },
  ...severalValues.map(([filters]) => filters),
];

describe.each(runners)('$language (needs $needs)', (runner) => {
  test.skipIf(runner.missing).each(queries)('prints exactly the files of %o', async (filters) => {
    const server = await serve({ rows });
    const ended = await runSnippet(runner, queryOf(server.origin, filters));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const expected = (await filesFor(filters, { rows })).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(idsIn(ended)).toEqual(expected.toSorted((a, b) => a - b));
  });

  test.skipIf(runner.missing)('prints exactly the files of generated lists of values', async () => {
    const server = await serve({ rows });
    for (const filters of await generatedValues(4, rows)) {
      const ended = await runSnippet(runner, queryOf(server.origin, filters));
      const expected = (await filesFor(filters, { rows })).map(({ id }) => id);
      expect(idsIn(ended), JSON.stringify(filters)).toEqual(expected.toSorted((a, b) => a - b));
    }
  });

  test.skipIf(runner.missing)(
    'accepts more usernames than fit into one argument of a program',
    async () => {
      const server = await serve({ rows });
      const ended = await runSnippet(
        runner,
        queryOf(server.origin, { username: manyUsernames, username__not: manyUsernames.slice(1) }),
      );
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      const wanted = { username: manyUsernames.slice(0, 1) };
      const expected = (await filesFor(wanted, { rows })).map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      expect(idsIn(ended)).toEqual(expected.toSorted((a, b) => a - b));
    },
  );

  // jq folds the case of A to Z only, as the snippet states.
  test.skipIf(runner.missing || runner.language === 'curl')(
    'folds letters like the page',
    async () => {
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
      expect(idsIn(await runSnippet(runner, query))).toEqual([file?.id]);
    },
  );

  test.skipIf(runner.missing)(
    'loads all pages of a long list, and skips hostile and empty rows',
    async () => {
      const server = await serve({
        rows: 1200,
        faults: 'hostile',
        async between(request, answer) {
          // With this filter, the server sends empty rows for hidden members whose username is part of the value.
          const url = new URL(request.url);
          url.searchParams.set('username', 'hannah_bobolink_samphire_tomtit_elinor');
          return answer(new Request(url));
        },
      });
      const ended = await runSnippet(runner, queryOf(server.origin));
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      const hidden = (await filesFor({}, { rows: 1200 })).filter(
        ({ user }) => user.username === null,
      );
      const ids = idsIn(ended);
      expect(ids.length).toBeGreaterThan(1200 - hidden.length - 1);
      expect(ids.length).toBeLessThan(1200);
      expect(server.requests).toHaveLength(3);
    },
  );

  test.skipIf(runner.missing)('fails after a server error', async () => {
    const server = await serve();
    const ended = await runSnippet(
      runner,
      queryOf(server.origin, { username: ['no_such_member'] }),
    );
    expect(ended.code).not.toBe(0);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('404');
  });

  test.skipIf(runner.missing)(
    'finds files by hostile values of a query, and does not run any',
    async () => {
      // R strings cannot contain U+0000 or unpaired surrogates.
      const texts = hostileMixtures.map((text) =>
        runner.language === 'R' ? text.replaceAll(/[\0\ud800]/g, '') : text,
      );
      const server = await serve({
        rows: 36,
        async between(request, answer) {
          const page: { results: object[] } = await (await answer(request)).json();
          const results = page.results.map((row, index) => ({
            ...row,
            metadata: { tags: texts.slice(index, index + 1) },
          }));
          return Response.json({ ...page, results });
        },
      });
      const ids = (await filesFor({}, { rows: 36 })).map(({ id }) => id);
      for (const [index, text] of texts.entries()) {
        const query = {
          ...queryOf(server.origin, { ...among(text, texts), search: text }),
          words: text,
          names: { dataType: () => text, project: () => text },
          address: text,
        };
        const ended = await runSnippet(runner, query);
        expect(ended, text).toMatchObject({ code: 0, stderr: '' });
        expect(idsIn(ended), text).toEqual([ids[index]]);
      }
    },
  );
});

test('every snippet starts with a description of the query, with names in comments', () => {
  for (const language of snippetLanguages) {
    const query = {
      ...queryOf('https://www.openhumans.org', { datatype_id: [14], source_project_id: [176] }),
      words: 'Music listening files from Spotify',
      names: { dataType: () => 'Music listening', project: () => 'Spotify' },
      count: 31,
    };
    const sign = language === 'JavaScript' ? '//' : '#';
    expect(snippet(language, query)).toContain(
      `${sign}   Query:     "Music listening files from Spotify"\n${sign}   Data type: "14: Music listening"\n${sign}   Project:   "176: Spotify"\n`,
    );
  }
});

test('every snippet is printable ASCII, and the one for curl has no history expansion', () => {
  for (const text of hostileValues) {
    const query = {
      ...queryOf('https://www.openhumans.org', {
        ...among(text, hostileMixtures),
        search: text,
        created_start: '2020-01-01',
        source_project_id: [176, 186],
        ext__not: ['x'],
      }),
      words: text,
      names: { dataType: () => text, project: () => text },
      address: text,
    };
    for (const language of snippetLanguages) {
      expect(snippet(language, query)).toMatch(/^[\n -~]+$/);
    }
    expect(snippet('curl', query)).not.toMatch(/!|^\^|^END(?!\n$)/m);
  }
});
