import fc from 'fast-check';
import type { GenericSchema } from 'valibot';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../src/api/ApiError.ts';
import { getJson } from '../../src/api/client.ts';
import {
  dataFilePageSchema,
  dataTypePageSchema,
  memberPageSchema,
  projectPageSchema,
} from '../../src/api/schemas.ts';
import { seed } from '../domain/arbitraries.ts';
import listed from '../recorded/datafiles-limit5-offset8025-source_project_id70.json';
import ofProject from '../recorded/project-176-datafiles.json';
import { fakeSource, json } from './fakeSource.ts';

async function read<Schema extends GenericSchema>(body: unknown, schema: Schema) {
  return getJson(fakeSource(json(body)).source, '/path/', schema, { retries: 0 });
}

async function readRow(row: unknown) {
  const { results } = await read({ count: 1, results: [row] }, dataFilePageSchema);
  return results[0];
}

async function refusalOf(row: unknown): Promise<ApiError> {
  const error: unknown = await readRow(row).catch((reason: unknown) => reason);
  if (!(error instanceof ApiError)) throw new Error(`The row was accepted: ${JSON.stringify(row)}`);
  return error;
}

const [recorded] = ofProject.results;
/** The recorded row without one of its fields. */
function without(field: string): object {
  return Object.fromEntries(Object.entries({ ...recorded }).filter(([name]) => name !== field));
}
const rows = [...listed.results, ...ofProject.results];

describe('A recorded response', () => {
  test.each([
    ['of every file', listed, 15803, 5],
    ['of one project', ofProject, 31, 31],
  ])('%s is parsed completely', async (_name, body, count, received) => {
    const page = await read(body, dataFilePageSchema);
    expect(page.count).toBe(count);
    expect(page.results).toHaveLength(received);
    expect(page.results).toEqual(
      body.results.map((row) => ({
        ...row,
        datatypes: row.datatypes.map((url) => Number(/\/(\d+)\/$/.exec(url)?.[1])),
        source_project: Number(/\/(\d+)\/$/.exec(row.source_project)?.[1]),
        listed_at: expect.any(Number),
      })),
    );
  });

  test('is parsed without its links to other pages, which have another host', async () => {
    const page = await read(listed, dataFilePageSchema);
    expect(Object.keys(page).toSorted()).toEqual(['count', 'results']);
    await expect(read({ count: 0, results: [] }, dataFilePageSchema)).resolves.toBeDefined();
  });
});

describe('A row', () => {
  test('{} is not a file, but not an error either', async () => {
    const page = await read({ count: 3, results: [recorded, {}, recorded] }, dataFilePageSchema);
    expect(page.results.map((row) => row === null)).toEqual([false, true, false]);
    expect(page.count).toBe(3);
  });

  test.each([[[]], [null], ['x'], [0], [false], [[{}]]])(
    '%j is an error, unlike {}',
    async (row) => {
      const error = await refusalOf(row);
      expect(error.kind).toBe('unexpected');
      expect(error.message).toContain('results.0');
    },
  );

  test.each([
    ['a hidden member', { user: { id: null, name: null, username: null } }],
    ['a member without a name', { user: { id: 1, name: null, username: 'x' } }],
    ['no data type', { datatypes: [] }],
    ['an empty name', { basename: '' }],
    ['a name of any characters', { basename: '\u0000\ud83e/../🧬\u202e' }],
    ['a date without fraction', { created: '2022-11-15T22:25:48Z' }],
    ['a date with an offset', { created: '2022-11-15T22:25:48.853753+02:00' }],
    ['fields that are not known yet', { size: 5, user: { id: 1, name: 'x', username: 'y', z: 1 } }],
  ])('with %s is a file', async (_name, changes) => {
    const row = await readRow({ ...recorded, ...changes });
    expect(row).toMatchObject({ id: recorded?.id });
  });

  test('may have any JSON as metadata, or none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (metadata) => {
        // Converted to JSON and back, because -0 becomes 0.
        const sent: unknown = JSON.parse(JSON.stringify(metadata));
        const row = await readRow({ ...recorded, metadata });
        expect(row?.metadata).toEqual(sent);
      }),
      { seed, numRuns: 200 },
    );
    expect((await readRow(without('metadata')))?.metadata).toBeNull();
  });

  test('has the time of its listing, because its link expires an hour later', async () => {
    const before = Date.now();
    const row = await readRow({ ...recorded, listed_at: 5 });
    expect(row?.listed_at).toBeGreaterThanOrEqual(before);
    expect(row?.listed_at).toBeLessThanOrEqual(Date.now());
  });

  test('refers to projects and data types by path, on any host', async () => {
    const row = await readRow({
      ...recorded,
      source_project: 'http://openhumans.net/api/public/project/70/',
      datatypes: ['https://evil.example/api/public/datatype/14', '/api/public/datatype/15/'],
    });
    expect(row).toMatchObject({ source_project: 70, datatypes: [14, 15] });
  });

  test.each([
    ['source_project', 'https://www.openhumans.org/api/public/datatype/14/'],
    ['source_project', 'https://www.openhumans.org/api/public/project/14/datafiles/'],
    ['source_project', 'https://www.openhumans.org/api/public/project/1e3/'],
    ['source_project', 'https://www.openhumans.org/api/public/project/-1/'],
    ['source_project', `https://www.openhumans.org/api/public/project/${'9'.repeat(30)}/`],
    ['source_project', ''],
    ['datatypes', ['https://www.openhumans.org/api/public/project/14/']],
    ['datatypes', ['https://www.openhumans.org/api/public/datatype/14/', 'x']],
    ['created', 'yesterday'],
    ['created', ''],
    ['id', 1.5],
    ['id', -1],
    ['id', 2 ** 53],
  ])('whose %s is %j causes an error that names the position', async (field, value) => {
    const error = await refusalOf({ ...recorded, [field]: value });
    expect(error).toMatchObject({ kind: 'unexpected', detail: '/path/', status: null });
    expect(error.message).toContain(`at “results.0.${field}`);
    expect(error.message).toMatch(/\.$/);
  });
});

describe('A field of another type', () => {
  type Path = (string | number)[];

  /** All positions in a row. The name of a nested position starts with that of its parent. */
  function placesOf(value: unknown, path: Path = []): Path[] {
    if (typeof value !== 'object' || value === null) return [path];
    return [
      path,
      ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key])),
    ];
  }

  function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
    if (key === undefined) return by;
    if (Array.isArray(value)) {
      return value.map((inner: unknown, at) =>
        String(at) === key ? replaced(inner, rest, by) : inner,
      );
    }
    const entries = Object.entries(value ?? {});
    return Object.fromEntries(
      entries.flatMap(([name, inner]) => {
        if (name !== key) return [[name, inner]];
        const changed = replaced(inner, rest, by);
        return changed === undefined ? [] : [[name, changed]];
      }),
    );
  }

  function typeOf(value: unknown): string {
    return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  }

  const others: fc.Arbitrary<unknown> = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, 0, -1, 7, 1.5, '', 'text', undefined),
    fc.constantFrom<unknown>([], [1], [{}], ['x'], {}, { a: 1 }, { id: 1 }),
  );

  test('is accepted if the schema allows it, and otherwise causes an error that names the position', async () => {
    const mutation = fc
      .constantFrom(...rows)
      .chain((row) =>
        fc
          .constantFrom(...placesOf(row).filter((path) => path.length > 0))
          .chain((path) => fc.tuple(fc.constant({ row, path }), others)),
      );
    await fc.assert(
      fc.asyncProperty(mutation, async ([{ row, path }, value]) => {
        const before = path.reduce<unknown>(
          (inner, key) => (inner as Record<string, unknown>)[key],
          row,
        );
        fc.pre(typeOf(before) !== typeOf(value));
        const [field, inner] = path;
        const isAllowed =
          field === 'metadata' ||
          // For a hidden membership.
          (field === 'user' && inner !== undefined && value === null) ||
          // A list without its only entry is an empty list.
          (field === 'datatypes' && inner !== undefined && value === undefined);
        const changed = replaced(row, path, value);
        if (isAllowed) {
          if (value !== undefined)
            await expect(readRow(changed)).resolves.toMatchObject({ id: row.id });
          return;
        }
        const error = await refusalOf(changed);
        expect(error).toMatchObject({ kind: 'unexpected', detail: '/path/' });
        const place = `at “results.0.${path.join('.')}`;
        expect(error.message).toContain(place);
      }),
      { seed, numRuns: 1000 },
    );
  });

  test.each(['id', 'basename', 'created', 'datatypes', 'download_url', 'source_project', 'user'])(
    'causes an error that names it if it is %s and missing',
    async (field) => {
      const error = await refusalOf(without(field));
      expect(error.message).toContain(`at “results.0.${field}”`);
    },
  );

  test('causes an error that names the row as well', async () => {
    const body = { count: 3, results: [recorded, {}, { ...recorded, user: { id: 1, name: 2 } }] };
    await expect(read(body, dataFilePageSchema)).rejects.toThrow(/at “results\.2\.user\.name”/);
  });
});

describe('A page', () => {
  test.each([
    ['count', { results: [] }],
    ['count', { count: null, results: [] }],
    ['count', { count: '31', results: [] }],
    ['count', { count: -1, results: [] }],
    ['count', { count: 0.5, results: [] }],
    ['results', { count: 0 }],
    ['results', { count: 0, results: null }],
    ['results', { count: 0, results: {} }],
  ])('with a wrong %s causes an error that names it: %j', async (field, body) => {
    await expect(read(body, dataFilePageSchema)).rejects.toMatchObject({
      kind: 'unexpected',
      message: expect.stringContaining(`at “${field}”`),
    });
  });

  test('of names is parsed with the fields that it has', async () => {
    const types = await read(
      {
        count: 3,
        results: [
          { id: 1, name: 'A', parent: null, description: 'd', children: [2], details: 1 },
          { id: 2, name: 'B', parent: 1, description: null },
          { id: 3, name: 'C', parent: 'http://x/' },
        ],
      },
      dataTypePageSchema,
    );
    expect(types.results).toEqual([
      { id: 1, name: 'A', parent: null, description: 'd' },
      { id: 2, name: 'B', parent: 1, description: '' },
      { id: 3, name: 'C', parent: null, description: '' },
    ]);
    const projects = await read(
      { count: 1, results: [{ id: 1, name: 'P', organization: 5, active: true }] },
      projectPageSchema,
    );
    expect(projects.results).toEqual([
      { id: 1, name: 'P', organization: '', short_description: '', info_url: '' },
    ]);
    const members = await read(
      { count: 1, results: [{ username: 'm', name: null }] },
      memberPageSchema,
    );
    expect(members.results).toEqual([{ username: 'm', name: '' }]);
  });

  test.each([
    ['a data type without id', { name: 'A' }, dataTypePageSchema],
    ['a data type without name', { id: 1 }, dataTypePageSchema],
    ['a project with a name of another type', { id: 1, name: 5 }, projectPageSchema],
    ['a member without username', { name: 'x' }, memberPageSchema],
  ])('of names causes an error for %s', async (_name, row, schema) => {
    await expect(read({ count: 1, results: [row] }, schema)).rejects.toMatchObject({
      kind: 'unexpected',
    });
  });
});
