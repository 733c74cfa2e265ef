import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Filters } from '../../src/listing/filters.ts';
import type { ScriptQuery } from '../../src/takeaway/script.ts';
import { snippet, snippetLanguages } from '../../src/takeaway/snippets.ts';
import { among, hostileMixtures } from './hostileTexts.ts';
import { type Ended, has, makePlace, python, start } from './run.ts';
import { filesFor, queryOf, serve } from './serve.ts';
import { generatedValues, manyUsernames, severalValues } from './severalValues.ts';

const rows = 400;

type Runnable = Exclude<(typeof snippetLanguages)[number], 'R'>;

const runners: { language: Runnable; command: string; file: string; missing: boolean }[] = [
  {
    language: 'curl',
    command: 'bash',
    file: 'x.sh',
    missing: !has('bash') || !has('curl') || !has('jq'),
  },
  { language: 'Python', command: python, file: 'x.py', missing: !has('python3') },
  { language: 'JavaScript', command: process.execPath, file: 'x.mjs', missing: false },
];

async function runSnippet(
  { language, command, file }: (typeof runners)[number],
  query: ScriptQuery,
): Promise<Ended> {
  const { home } = await makePlace();
  await writeFile(join(home, file), snippet(language, query));
  return start([command, join(home, file)], { cwd: home });
}

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

const questions: Partial<Filters>[] = [
  {},
  { username: ['member_02'], source_project_id: [176], search: 'SPOTIFY metadata' },
  { datatype_id: [5], include_children: true, source_project_id: [186], ext: ['gpx'] },
  { datatype_id: [1], include_children: true },
  { tag: ['json'], created_start: '2018-01-01', created_end: '2022-06-30' },
  { ext: ['vcf.gz'], datatype_id: [10] },
  ...severalValues.map(([filters]) => filters),
];

describe.each(runners)('$language', (runner) => {
  test.skipIf(runner.missing).each(questions)('prints exactly the files of %o', async (filters) => {
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
    'takes more usernames than a program takes as an argument',
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

  // jq folds the case of A to Z only, which the snippet says.
  test.skipIf(runner.missing || runner.language === 'curl')(
    'folds letters as the page does',
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
    'pages through a long list, past hostile and empty rows',
    async () => {
      const server = await serve({
        rows: 1200,
        faults: 'hostile',
        async between(request, answer) {
          // Makes the server answer empty rows, as it does where a username holds a hidden member's.
          const url = new URL(request.url);
          url.searchParams.set('username', 'hannah_bobolink_samphire_tomtit_elinor');
          const text = await (await answer(new Request(url))).text();
          return new Response(text.replaceAll(String.raw`\ud800`, String.raw`\ufffd`));
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

  test.skipIf(runner.missing)('fails where the server does', async () => {
    const server = await serve();
    const ended = await runSnippet(runner, queryOf(server.origin, { username: ['nobody_at_all'] }));
    expect(ended.code).not.toBe(0);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('404');
  });

  test.skipIf(runner.missing)('never runs, and always finds, what a query holds', async () => {
    const texts = hostileMixtures.map((text) => text.replaceAll('\ud800', ''));
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
  });
});

describe('R', () => {
  test('holds every filter as a literal, and no more than is asked', () => {
    const text = snippet(
      'R',
      queryOf('https://www.openhumans.org', {
        datatype_id: [4],
        include_children: true,
        source_project_id: [186],
        username: ['a "quoted"\nname'],
        search: 'Été GPS',
        tag: ['a\\b'],
        ext: ['json'],
        datatype_id__not: [16],
        source_project_id__not: [12],
        username__not: ['x', 'y"z'],
        tag__not: ['raw'],
        ext__not: ['csv', 'zip'],
        id__not: [7],
        created_start: '2020-01-01',
        created_end: '2021-01-01',
      }),
    );
    for (const part of [
      'list_url <- "https://www.openhumans.org/api/public/project/186/datafiles/?"',
      'DATATYPES <- c(4, 20, 21)',
      'any(DATATYPES %in% ids_in(row[["datatypes"]]))',
      'USERNAMES_NOT <- c("x", "y\\"z")',
      '!any(row[["user"]][["username"]] %in% USERNAMES_NOT)',
      '!("raw" %in% tags_of(row))',
      'EXTS_NOT <- c("csv", "zip")',
      '!any(ending_of(row) %in% EXTS_NOT)',
      '!identical(as.numeric(row[["id"]]), 7)',
      '!identical(ids_in(row[["source_project"]]), 12)',
      '!any(DATATYPES_NOT %in% ids_in(row[["datatypes"]]))',
      String.raw`identical(row[["user"]][["username"]], "a \"quoted\"\u000aname")`,
      'grepl("ete", text_of(row), fixed = TRUE)',
      'grepl("gps", text_of(row), fixed = TRUE)',
      String.raw`"a\\b" %in% tags_of(row)`,
      'identical(ending_of(row), "json")',
      'day_of(row) >= "2020-01-01"',
      'day_of(row) <= "2021-01-01"',
    ]) {
      expect(text).toContain(part);
    }
    const plain = snippet('R', queryOf('https://www.openhumans.org'));
    expect(plain).not.toMatch(/tags_of|day_of|ending_of|ids_in|stringi/);
  });

  test('opens and closes what it opens', () => {
    for (const filters of questions) {
      const code = snippet('R', queryOf('https://www.openhumans.org', filters))
        .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
        .replaceAll(/#.*$/gm, '');
      for (const [open, close] of ['()', '{}', '[]']) {
        expect(code.split(open ?? '').length, code).toBe(code.split(close ?? '').length);
      }
    }
  });
});

test('every snippet begins with the query in words, and names as comments', () => {
  for (const language of snippetLanguages) {
    const query = {
      ...queryOf('https://www.openhumans.org', { datatype_id: [14], source_project_id: [176] }),
      words: 'Music listening files from Spotify',
      names: { dataType: () => 'Music listening', project: () => 'Spotify' },
      count: 31,
    };
    const sign = language === 'JavaScript' ? '//' : '#';
    expect(snippet(language, query)).toContain(
      `${sign}   Query:     Music listening files from Spotify\n${sign}   Data type: 14: Music listening\n${sign}   Project:   176: Spotify\n`,
    );
  }
});
