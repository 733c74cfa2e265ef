import fc from 'fast-check';
import type { GenericSchema } from 'valibot';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../src/api/ApiError.ts';
import { getJson } from '../../src/api/client.ts';
import {
  type DataFile,
  dataFilePageSchema,
  dataTypePageSchema,
  type Json,
  memberPageSchema,
  projectPageSchema,
} from '../../src/api/schemas.ts';
import { createCatalogue } from '../../src/catalogue/catalogue.ts';
import { noFilters, type Ordering } from '../../src/domain/filters.ts';
import { formats, writerFor } from '../../src/features/export/exports.ts';
import { seed } from '../domain/arbitraries.ts';
import listed from '../recorded/datafiles-limit5-offset8025-source_project_id70.json';
import ofProject from '../recorded/project-176-datafiles.json';
import { fakeSource, raw } from './fakeSource.ts';
import { damage, mutated, mutations } from './mutations.ts';
import { readStrictly } from './strictReading.ts';

/** Recorded responses, short enough that changes often affect the same row. */
const recorded: Json[] = [
  { ...listed, results: listed.results.slice(0, 2) },
  { ...ofProject, results: ofProject.results.slice(0, 2) },
  { ...listed, results: [{}, listed.results[0] ?? null, {}] },
];

/** Possible responses of a server: recorded ones with a few changes, complete or damaged, or arbitrary values. */
const answer: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...recorded), mutations)
      .map(([page, changes]) => JSON.stringify(mutated(page, changes))),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...recorded), fc.array(damage, { minLength: 1, maxLength: 3 }))
      .map(([page, damages]) => damages.reduce((text, harm) => harm(text), JSON.stringify(page))),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** The result of parsing a response: a value, or the only error that the API layer may throw. */
async function ask<Schema extends GenericSchema>(
  text: string,
  schema: Schema,
  init?: ResponseInit,
) {
  try {
    const value = await getJson(fakeSource(raw(text, init)).source, '/path/', schema, {
      retries: 0,
    });
    return { value, error: null };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // A sentence of the app, optionally followed by one of the server.
    expect(error.message).toMatch(/^[A-Z].*(?:\.|It says: .+)$/s);
    return { value: null, error };
  }
}

function isFile(row: DataFile | null): row is DataFile {
  return row !== null;
}

describe('For any response of the server,', () => {
  test('parsed rows equal the rows in the response, or there is an ApiError', async () => {
    const met = { taken: 0, changed: 0, refused: 0, garbled: 0 };
    const usual = new Set(
      recorded.map((page) => JSON.stringify(readStrictly(JSON.stringify(page)))),
    );
    await fc.assert(
      fc.asyncProperty(answer, async (text) => {
        const { value, error } = await ask(text, dataFilePageSchema);
        // The text after its transfer as UTF-8: without unpaired surrogates and byte order mark.
        const expected = readStrictly(await new Response(text).text());
        const rows = value?.results.map((row) => {
          if (row === null) return null;
          const { listed_at, ...file } = row;
          expect(listed_at).toBeGreaterThan(1.7e12);
          return file;
        });
        expect(value && { count: value.count, results: rows }).toEqual(expected);
        if (error?.kind === 'not-json') met.garbled++;
        else if (error !== null) met.refused++;
        else if (usual.has(JSON.stringify(expected))) met.taken++;
        else met.changed++;
        expect(error === null || ['not-json', 'unexpected'].includes(error.kind)).toBe(true);
      }),
      { seed, numRuns: 800 },
    );
    for (const [kind, times] of Object.entries(met)) expect(times, kind).toBeGreaterThan(20);
  });

  test('parsed rows can be stored, sorted, counted and exported', async () => {
    const orders: Ordering[] = ['basename', '-created', 'datatype', 'username', 'id'];
    await fc.assert(
      fc.asyncProperty(answer, async (text) => {
        const { value } = await ask(text, dataFilePageSchema);
        const files = value?.results.filter(isFile) ?? [];
        fc.pre(files.length > 0);
        const joined = [...new Map(files.map((file) => [file.id, file])).values()];
        const catalogue = createCatalogue();
        expect(catalogue.add(value?.results ?? []).size).toBe(joined.length);
        const { files: kept, count } = catalogue.query(
          { filters: noFilters, ordering: null },
          0,
          100,
        );
        expect(count).toBe(joined.length);
        expect(JSON.stringify(kept)).toBe(JSON.stringify(joined));
        for (const ordering of orders) {
          expect(catalogue.query({ filters: noFilters, ordering }, 0, 100).count).toBe(count);
        }
        expect(catalogue.facets(noFilters).projects.length).toBeGreaterThan(0);
        expect(structuredClone(files)).toEqual(files);
        for (const format of formats) {
          const about = { query: '', address: '', source: '', retrieved: '', count };
          const names = { dataType: () => null, project: () => null };
          const origin = 'https://www.openhumans.org';
          const writer = writerFor(format, { about, names, origin, withLinks: true });
          for (const [at, file] of files.entries()) {
            const written = writer.file(file, at);
            expect(written).toContain(String(file.id));
          }
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('names of data types, projects and members are parsed or rejected', async () => {
    const named: Json[] = [
      { count: 1, results: [{ id: 14, name: 'Music', parent: 3, description: 'heard' }] },
      { count: 1, results: [{ id: 31, name: 'P', organization: 'O', info_url: 'https://x.test' }] },
      { count: 2, results: [{ username: 'm', name: 'M' }, { username: 'n' }] },
    ];
    const schemas = [dataTypePageSchema, projectPageSchema, memberPageSchema];
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2 }), mutations, async (which, changes) => {
        const page = mutated(named[which] ?? null, changes);
        const { value } = await ask(JSON.stringify(page), schemas[which] ?? dataTypePageSchema);
        if (value === null) return;
        const { results } = page as {
          results: { id?: number; name?: string; username?: string }[];
        };
        expect(value.results).toHaveLength(results.length);
        for (const [at, row] of value.results.entries()) {
          const { id, name, username } = results[at] ?? {};
          expect(row).toMatchObject(which === 2 ? { username } : { id, name });
        }
      }),
      { seed, numRuns: 400 },
    );
  });

  test('any status and headers give a result or an ApiError with a message', async () => {
    const statuses = fc
      .integer({ min: 200, max: 599 })
      .filter((status) => status !== 304 && status > 205);
    const delay = fc.oneof(
      fc.constantFrom('', '0', '5', '-5', '1e3', '٣', 'soon', '9'.repeat(400), 'NaN'),
      fc.constantFrom('Wed, 21 Oct 2015 07:28:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'),
      fc.nat().map(String),
    );
    const type = fc.constantFrom('application/json', 'text/html', 'text/html;x', 'nonsense', '');
    await fc.assert(
      fc.asyncProperty(answer, statuses, delay, type, async (text, status, after, kind) => {
        const headers = { 'Retry-After': encodeURI(after), 'Content-Type': kind };
        const { error } = await ask(text, dataFilePageSchema, { status, headers });
        if (status < 300) return;
        expect(error).toMatchObject({ kind: 'refused', status });
        const { retryAfter, detail } = error ?? {};
        expect(
          retryAfter === null || (Number.isFinite(retryAfter) && Number(retryAfter) >= 0),
        ).toBe(true);
        expect(detail?.length ?? 0).toBeLessThanOrEqual(300);
      }),
      { seed, numRuns: 200 },
    );
  });

  test('any rejection of fetch becomes an ApiError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (thrown) => {
        const params = getJson(
          fakeSource(() => Promise.reject(thrown)).source,
          '/path/',
          dataFilePageSchema,
          { retries: 0 },
        );
        await expect(params).rejects.toBeInstanceOf(ApiError);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('Metadata', () => {
  const [row] = listed.results;
  const pageOf = (metadata: string) =>
    JSON.stringify({ count: 1, results: [{ ...row, metadata: 'here' }] }).replace(
      '"here"',
      () => metadata,
    );
  const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}0${'}]'.repeat(levels / 2)}`;

  test('is accepted up to the depth that a Python server can serialize', async () => {
    const { value } = await ask(pageOf(nested(1000)), dataFilePageSchema);
    expect(JSON.stringify(value?.results[0]?.metadata)).toBe(nested(1000));
  });

  test.each([1002, 5000, 200_000])(
    'with %d levels is rejected with a message instead of a crash',
    async (levels) => {
      const { error } = await ask(pageOf(nested(levels)), dataFilePageSchema);
      expect(error).toMatchObject({ kind: 'unexpected' });
      expect(error?.message).toContain('at “results.0.metadata”');
    },
  );
});
