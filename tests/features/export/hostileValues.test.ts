import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { ScriptQuery } from '../../../src/features/export/script.ts';
import { batchesOf, hostileValues } from './hostileTexts.ts';
import { has, makePlace, run, ways } from './run.ts';
import { type Runner, runners, runSnippet } from './runSnippets.ts';
import { filesFor, queryOf, serve } from './serve.ts';

const rows = 100;
const batches = batchesOf(hostileValues, 34);

/** R strings cannot contain U+0000 or unpaired surrogates, so these values cannot match in R. */
function isRText(value: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(value);
}

/** A server where row number n has the n-th value as its only tag and as its username. */
async function serveValues(values: readonly string[]) {
  const last = [...values.filter(isRText), ...values.filter((value) => !isRText(value))];
  return serve({
    rows,
    async between(request, answer) {
      const page: { results: object[] } = await (await answer(request)).json();
      const results = page.results.map((row, index) => ({
        ...row,
        user: { id: 1, name: null, username: values[index] ?? 'other' },
        metadata: { tags: values.slice(index, index + 1), description: last.join('\n') },
      }));
      return Response.json({ ...page, results });
    },
  });
}

/** A query with the values in all lists, in the search and in the comments. */
async function queryOfValues(
  origin: string,
  values: readonly string[],
  others: readonly string[],
): Promise<ScriptQuery> {
  // Comments are truncated, so the shortest values come first.
  const [words = [], types = [], projects = [], cohort = [], address = []] = batchesOf(
    values.toSorted((a, b) => a.length - b.length),
    7,
  );
  const files = await filesFor({}, { rows });
  return {
    ...queryOf(origin, {
      search: values.join(' '),
      username: values,
      username__not: others,
      tag: values,
      tag__not: others.slice(0, 1),
      ext__not: [...values, ...others],
      source_project_id: [...new Set(files.map(({ source_project }) => source_project))],
      datatype_id__not: types.map((_, index) => 900_000 + index),
    }),
    words: words.join(' '),
    names: {
      dataType: (id) => types[id - 900_000] ?? null,
      project: (id) => projects[id % projects.length] ?? null,
    },
    cohort: cohort.join(' '),
    ordering: 'created',
    address: `${origin}/?x=${address.join(' ')}`,
  };
}

/** A batch of values, and values that occur in no row. */
const cases = batches.map((values, index) => ({
  values,
  others: batches[(index + 1) % batches.length] ?? [],
}));

test('there are more than 400 hostile values', () => {
  expect(new Set(hostileValues).size).toBe(hostileValues.length);
  expect(hostileValues.length).toBeGreaterThan(400);
});

const shells = ['bash', 'zsh', 'dash'];
const programs = runners.flatMap((runner) =>
  runner.language === 'curl' ? shells.map((shell) => inShell(runner, shell)) : [runner],
);

/** Runs the curl snippet as a file in another shell. */
function inShell(runner: Runner, shell: string): Runner {
  return {
    ...runner,
    command: [shell],
    needs: `${shell}, ${runner.needs}`,
    missing: runner.missing || !has(shell),
  };
}

describe.each(programs)('The $language snippet (needs $needs)', (program) => {
  test.skipIf(program.missing)(
    'prints the right ids for hostile values and does not run any',
    async () => {
      for (const { values, others } of cases) {
        const server = await serveValues(values);
        const query = await queryOfValues(server.origin, values, others);
        const canMatch = program.language === 'R' ? isRText : () => true;
        const search = values.filter(canMatch).join(' ');
        const ended = await runSnippet(program, {
          ...query,
          filters: { ...query.filters, search },
        });
        expect(ended).toMatchObject({ code: 0, stderr: '' });
        const files = (await filesFor({}, { rows })).slice(0, values.length);
        const expected = files.filter((_, index) => canMatch(values[index] ?? ''));
        expect(idsIn(ended.stdout)).toEqual(expected.map(({ id }) => id).toSorted((a, b) => a - b));
        expect(await readdir(ended.home)).toEqual([program.file]);
      }
    },
    240_000,
  );
});

describe.each(ways())('The script: $way', ({ way, missing }) => {
  test.skipIf(missing)(
    'lists the right ids for hostile values and does not run any',
    async () => {
      for (const { values, others } of cases) {
        const server = await serveValues(values);
        const place = await makePlace();
        const query = await queryOfValues(server.origin, values, others);
        const ended = await run(way, query, place, { args: ['--dry-run'] });
        expect(ended).toMatchObject({ code: 0, stderr: `${values.length} files.\n` });
        const files = (await filesFor({}, { rows })).slice(0, values.length);
        expect(idsIn(ended.stdout)).toEqual(files.map(({ id }) => id).toSorted((a, b) => a - b));
        expect(await readdir(place.home)).toHaveLength(1);
      }
    },
    240_000,
  );
});

function idsIn(stdout: string): number[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(/^(\d+)\t[ -~\t\u00a0-\uffff]*$/.exec(line)?.[1]))
    .toSorted((a, b) => a - b);
}
