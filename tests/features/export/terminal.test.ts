import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { bashScript, pythonScript, type ScriptQuery } from '../../../src/features/export/script.ts';
import { snippet } from '../../../src/features/export/snippets.ts';
import { batchesOf, hostileValues } from './hostileTexts.ts';
import { has, makePlace } from './run.ts';
import { filesFor, queryOf, serve } from './serve.ts';
import { templates } from './templates.ts';
import { enter, manners, shells } from './terminal.ts';

const mixtures = batchesOf(
  hostileValues.filter((value) => value.length < 1000),
  130,
);

/** All hostile values in a few queries, some for each locale. */
const locales = ['C', 'C.UTF-8'].map((locale, index) => ({
  locale,
  some: mixtures.filter((_, place) => place % 2 === index),
}));

/** A query with hostile values wherever a link or a name can have them. */
function hostileQuery(origin: string, values: readonly string[]): ScriptQuery {
  const [first = '', ...others] = values;
  return {
    ...queryOf(origin, {
      source_project_id: [176],
      datatype_id__not: values.map((_, index) => 900_000 + index),
      username__not: values,
      tag__not: values,
      ext__not: values,
    }),
    words: first,
    names: {
      dataType: (id) => values[id - 900_000] ?? null,
      project: () => others.at(-1) ?? null,
    },
    cohort: others.at(-2) ?? null,
    address: `${origin}/?source_project_id=176&x=;touch{,pwned};&y=${first}#${others[0]}`,
  };
}

const missing = !has('curl') || !has('jq') || !has('python3') || !has('bash');

describe.each(shells)('curl snippet in an interactive $shell', ({ shell, command }) => {
  describe.each(manners)('%s', (manner) => {
    const skipped = missing || !has(shell);

    test.skipIf(skipped).each(locales)(
      `prints the ids and runs nothing else, in the locale $locale (needs ${shell}, bash, curl, jq, python3)`,
      async ({ locale, some }) => {
        const server = await serve({ rows: 100 });
        const expected = (await filesFor({ source_project_id: [176] }, { rows: 100 })).map(
          ({ id }) => id,
        );
        expect(expected.length).toBeGreaterThan(0);
        for (const values of some) {
          const { home } = await makePlace();
          const text = snippet('curl', hostileQuery(server.origin, values));
          const { lines, status } = await enter(command, manner, text, { folder: home, locale });
          expect(await readdir(home)).toEqual([]);
          expect(status).toBe(0);
          expect(idsIn(lines)).toEqual(expected.toSorted((a, b) => a - b));
        }
      },
      120_000,
    );

    test.skipIf(skipped)(
      `takes a search for john's (needs ${shell}, bash, curl, jq, python3)`,
      async () => {
        const server = await serve({
          rows: 36,
          async between(request, answer) {
            const page: { results: object[] } = await (await answer(request)).json();
            const results = page.results.map((row, index) =>
              index === 7 ? { ...row, basename: 'John\'s "data" !! $HOME.csv' } : row,
            );
            return Response.json({ ...page, results });
          },
        });
        const expected = (await filesFor({}, { rows: 36 }))[7]?.id;
        const search = 'john\'s "data" !! $HOME';
        const { home } = await makePlace();
        const text = snippet('curl', {
          ...queryOf(server.origin, { search }),
          words: `Files with “${search}”`,
          address: `http://localhost:4173/?search=john's`,
        });
        const { lines, status } = await enter(command, manner, text, {
          folder: home,
          locale: 'C.UTF-8',
        });
        expect(status).toBe(0);
        expect(idsIn(lines)).toEqual([expected]);
      },
      60_000,
    );

    test.skipIf(skipped)(
      `survives a failure, and accepts a last line without a line break (needs ${shell}, bash, curl, jq, python3)`,
      async () => {
        const server = await serve();
        const { home } = await makePlace();
        const text = snippet('curl', queryOf(server.origin, { username: ['no_such_member'] }));
        const { lines, status } = await enter(
          command,
          manner,
          manner === 'typed' ? text : text.trimEnd(),
          { folder: home, locale: 'C.UTF-8' },
        );
        expect(status).toBeGreaterThan(0);
        expect(lines.join('\n')).toContain('error: 404');
        expect(idsIn(lines)).toEqual([]);
      },
      60_000,
    );
  });
});

describe.each(shells)(
  'Other scripts and snippets in an interactive $shell',
  ({ shell, command }) => {
    test.skipIf(missing || !has(shell)).each(manners)(
      `do not run values of a query, %s (needs ${shell}, bash, curl, jq, python3)`,
      async (manner) => {
        const origin = 'http://127.0.0.1:9';
        for (const values of mixtures) {
          const query = hostileQuery(origin, values);
          const texts = [
            // The part of the script before its functions: its description and the query.
            bashScript(query, templates).split('\n# ----')[0] ?? '',
            ...[
              pythonScript(query, templates),
              ...(['Python', 'R', 'JavaScript'] as const).map((each) => snippet(each, query)),
            ].map((text) => /^(?:(?:#|\/\/).*\n)+/.exec(text)?.[0] ?? ''),
          ];
          const { home } = await makePlace();
          const { status } = await enter(command, manner, `${texts.join('\n')}\n`, {
            folder: home,
            locale: 'C',
          });
          expect(status).not.toBeNull();
          expect(await readdir(home)).toEqual([]);
        }
      },
      120_000,
    );

    test.skipIf(missing || !has(shell))(
      `accept a snippet with CRLF line endings (needs ${shell}, bash, curl, jq, python3)`,
      async () => {
        const server = await serve({ rows: 36 });
        const filters = { tag: ['x'.repeat(5000)], id__not: [1], search: 'a'.repeat(5000) };
        for (const query of [
          queryOf(server.origin),
          queryOf(server.origin, { created_start: '2000-01-01', ext__not: ['x', 'y'] }),
          queryOf(server.origin, filters),
        ]) {
          const { home } = await makePlace();
          const text = snippet('curl', query).replaceAll('\n', '\r\n');
          const { lines, status } = await enter(command, 'typed', text, {
            folder: home,
            locale: 'C.UTF-8',
          });
          expect(status).toBe(0);
          const expected = (await filesFor(query.filters, { rows: 36 })).map(({ id }) => id);
          expect(idsIn(lines)).toEqual(expected.toSorted((a, b) => a - b));
        }
      },
      60_000,
    );
  },
);

function idsIn(lines: readonly string[]): number[] {
  return lines
    .filter((line) => /^\d+\s+(?:https?:\/\/\S+|\(no link\))$/.test(line))
    .map((line) => Number.parseInt(line, 10))
    .toSorted((a, b) => a - b);
}
