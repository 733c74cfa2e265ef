import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataFile } from '../../../src/api/schemas.ts';
import { webLink } from '../../../src/api/webLink.ts';
import {
  type About,
  exportName,
  type Format,
  formats,
  writerFor,
} from '../../../src/features/export/exports.ts';
import { files, seed } from '../../domain/arbitraries.ts';
import { unguard, withoutControls } from './hostileCells.ts';

const about: About = {
  query: 'Spotify files, "all", of =member_02',
  address: 'https://explorer.test/?source_project_id=176',
  source: 'https://www.openhumans.org',
  retrieved: '2026-11-21T18:00:00.000Z',
  count: 31,
};
const names = { dataType: (id: number) => `type, "${id}"`, project: () => null };

function write(format: Format, rows: readonly DataFile[], withLinks = false): string {
  const origin = 'https://www.openhumans.org';
  const writer = writerFor(format, { about, names, origin, withLinks });
  return [writer.begin(), ...rows.map((row, i) => writer.file(row, i)), writer.end()].join('');
}

/** Parses CSV (RFC 4180) character by character: quotes, doubled quotes, CRLF. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ',') {
      record.push(cell);
      cell = '';
    } else if (sign === '\r' && text.charAt(at + 1) === '\n') {
      records.push([...record, cell]);
      [record, cell] = [[], ''];
      at++;
    } else cell += sign;
  }
  expect([record, cell, isQuoted]).toEqual([[], '', false]);
  return records;
}

describe('CSV', () => {
  test('can be parsed to the original values: the header, then records of the same width', () => {
    fc.assert(
      fc.property(files, (rows) => {
        const [header, ...records] = parseCsv(write('CSV', rows));
        expect(header?.slice(0, 4)).toEqual(['id', 'basename', 'created', 'datatype_ids']);
        expect(records.every((record) => record.length === header?.length)).toBe(true);
        const read = records.map(([id, basename = '', created = '', types]) => ({
          id: Number(id),
          basename: unguard(basename),
          created: unguard(created),
          datatypes: types === '' ? [] : types?.split(' ').map(Number),
        }));
        expect(read).toEqual(
          rows.map(({ id, basename, created, datatypes }) => ({
            id,
            basename: withoutControls(basename),
            created,
            datatypes,
          })),
        );
        const metadata = records.map((record) => JSON.parse(record[10] ?? ''));
        expect(metadata).toEqual(rows.map((row) => JSON.parse(JSON.stringify(row.metadata))));
      }),
      { seed, numRuns: 300 },
    );
  });

  test.each(['=', '+', '-', '@', '\t', '\r'])(
    'does not start a formula in a cell that begins with %j',
    (sign) => {
      const [row] = fc.sample(files, { seed, numRuns: 50 }).flat();
      if (row === undefined) throw new Error('No file was made.');
      const hostile = {
        ...row,
        basename: `${sign}1+cmd|' /C calc'!A0`,
        metadata: { tags: [`${sign}x`] },
      };
      const records = parseCsv(write('CSV', [hostile]));
      expect(records.flat().filter((cell) => cell.startsWith(sign))).toEqual([]);
      expect(records.at(-1)?.[1]).toBe(`'${hostile.basename}`);
    },
  );

  test('starts with the header, and has download links only on request', () => {
    const header =
      'id,basename,created,datatype_ids,datatypes,source_project_id,source_project,username,tags,description,metadata,permanent_link';
    expect(write('CSV', [])).toBe(`${header}\r\n`);
    expect(write('CSV', [], true)).toBe(`${header},download_url\r\n`);
  });
});

describe.each(['JSON', 'NDJSON'] as const)('%s', (format) => {
  const parse = (text: string) => {
    if (format === 'JSON') return JSON.parse(text);
    const [first, ...lines] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { ...first, files: lines };
  };

  test('can be parsed to the original values', () => {
    fc.assert(
      fc.property(files, fc.boolean(), (rows, withLinks) => {
        const parsed = parse(write(format, rows, withLinks));
        expect(parsed.about).toMatchObject({ ...about, guidelines: expect.any(String) });
        expect(parsed.files).toEqual(
          JSON.parse(
            JSON.stringify(
              rows.map((row) => ({
                id: row.id,
                basename: row.basename,
                created: row.created,
                datatypes: row.datatypes.map((id) => ({ id, name: names.dataType(id) })),
                source_project: { id: row.source_project, name: null },
                user: row.user,
                metadata: row.metadata,
                permanent_link: `https://www.openhumans.org/api/public/datafile/${row.id}/`,
                ...(withLinks ? { download_url: webLink(row.download_url) } : {}),
              })),
            ),
          ),
        );
      }),
      { seed, numRuns: 200 },
    );
  });
});

test('a file name is plain, short and dated for any query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...formats), (query, format) => {
      const name = exportName({ ...about, query }, format.toLowerCase());
      expect(name).toMatch(/^open-humans-[a-z0-9_-]{0,80}-2026-11-21\.(csv|json|ndjson)$/);
    }),
    { seed, numRuns: 300 },
  );
  expect(exportName(about, 'csv')).toBe(
    'open-humans-spotify-files-all-of-member_02-2026-11-21.csv',
  );
});
