import { mkdir, readFile, symlink } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type DataFile, dataFilePageSchema } from '../../../src/api/schemas.ts';
import { describeMetadata } from '../../../src/domain/metadata.ts';
import { writerFor } from '../../../src/features/export/exports.ts';
import { folderPath } from '../../../src/features/export/fileNames.ts';
import { type Outcome, reportOf } from '../../../src/features/export/folder.ts';
import { has, makePlace, type Place, type RunOptions, run, type QueryStrategy } from './run.ts';
import { queryOf, serve } from './serve.ts';
import { hostileCells, hostileCellsWith, unguard, withoutControls } from './hostileCells.ts';
import {
  activeCells,
  hasR,
  type Import,
  openInLibreOffice,
  readWithPython,
  readWithR,
  rowsIn,
} from './spreadsheet.ts';

const origin = 'https://www.openhumans.org';

/** Yields hostile cells in turn, so that every column gets all kinds of cells. */
function* inTurn(cells: readonly string[]): Generator<string, never> {
  // A prime number, so that every cell is used, and neighbours differ in every part.
  for (let at = 0; ; at = (at + 2917) % cells.length) yield cells[at] ?? '';
}

/** Files with hostile texts in all fields, as many as are necessary to use each text at least once. */
function hostileFiles(cells: readonly string[]): DataFile[] {
  const sequence = inTurn(cells);
  const next = () => sequence.next().value;
  return Array.from({ length: Math.ceil(cells.length / 10) }, (_, index) => ({
    id: index,
    basename: next(),
    created: '2025-09-02T10:00:00.123456-05:00',
    datatypes: [2 * index, 2 * index + 1],
    download_url: `https://host.test/${index}?key=-1;=4+4`,
    metadata: {
      tags: [next(), next()],
      description: next(),
      [next()]: next(),
      nested: [{ [next()]: [next(), -5, [-1.5e-7], { deep: next() }] }, -6],
      negative: -7,
    },
    source_project: index,
    user: { id: 1, name: null, username: next() },
    listed_at: 0,
  }));
}

const files = hostileFiles(hostileCells);
const displayName = (id: number) => hostileCells[(id * 31) % hostileCells.length] ?? '';

function pageExport(rows: readonly DataFile[]): string {
  const about = {
    query: '\t=1+1;=4+4',
    address: `https://explorer.test/?x=;=HYPERLINK("http://127.0.0.1:9/","x")`,
    source: origin,
    retrieved: '2026-11-21T18:00:00.000Z',
    count: files.length,
  };
  const writer = writerFor('CSV', {
    about,
    names: { dataType: displayName, project: displayName },
    origin,
    withLinks: true,
  });
  return [writer.begin(), ...rows.map((file, i) => writer.file(file, i)), writer.end()].join('');
}

function outcomesOf(rows: readonly DataFile[]): Outcome[] {
  return rows.map((file, index) => ({
    file,
    path: folderPath(file, displayName(index)).join('/'),
    status: 'downloaded',
    bytes: index,
    sha256: 'ab'.repeat(32),
    detail: displayName(index + 7),
  }));
}

/** Runs a script against a server whose files have hostile names. Returns its report. */
async function scriptReport(
  way: QueryStrategy,
  place: Place,
  server: { origin: string },
  options: RunOptions = {},
): Promise<Buffer> {
  const ended = await run(way, queryOf(server.origin), place, {
    args: ['--jobs', '4'],
    ...options,
  });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return readFile(join(place.dest, 'report.csv'));
}

interface Row {
  basename: string;
  user: object;
}

/** A server of files with hostile names, with its list of them. */
async function serveHostile(rows: number) {
  const cells = inTurn(hostileCells);
  const listed = new Map<number, DataFile>();
  const renamed = new Map<string, Row>();
  const server = await serve({
    rows,
    async between(request, answer) {
      const response = await answer(request);
      if (!new URL(request.url).pathname.endsWith('/datafiles/')) return response;
      const page: { results: (Row & { id: number })[] } = await response.json();
      const results = page.results.map((row) => {
        const texts = renamed.get(String(row.id)) ?? {
          basename: cells.next().value,
          user: {
            id: 1,
            name: null,
            // First alone, then many in a row, because an opening quote may hide the following text.
            username:
              cells.next().value + Array.from({ length: 12 }, () => cells.next().value).join('y'),
          },
        };
        renamed.set(String(row.id), texts);
        return { ...row, ...texts };
      });
      for (const file of v.parse(dataFilePageSchema, { count: 1, results }).results) {
        if (file !== null) listed.set(file.id, file);
      }
      return Response.json({ ...page, results });
    },
  });
  return { server, listed };
}

/** The content of a script's report on the hostile files. */
function expectReport([head, ...records]: string[][], listed: ReadonlyMap<number, DataFile>) {
  expect(head?.join()).toBe('id,path,status,bytes,sha256,created,project,username,detail,link');
  expect(records).toHaveLength(listed.size);
  for (const record of records) {
    expect(record).toHaveLength(10);
    const [id, path = '', status, , , created, , username = ''] = record;
    const file = listed.get(Number(id));
    if (file === undefined) throw new Error(`There is no file with the id ${id}.`);
    expect(status).toBe('downloaded');
    expect(created).toBe(file.created);
    expect(unguard(path)).toBe(folderPath(file, null).join('/'));
    // The scripts write one line per file and replace characters that would break the line by a space.
    expect(unguard(username)).toBe(
      file.user.username?.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '),
    );
  }
}

const noPython = !has('python3');
const noBash = !has('bash') || !has('curl') || !has('jq');
const noLibreOffice = !has('soffice');

/** Import settings: the separators, and which of the three options are on. */
const imports = [
  ...['44', '59', '9', '44/59/9'].map((separators) => settingsOf(separators, '')),
  ...['59', '44/59/9'].map((separators) => settingsOf(separators, 'text')),
  ...['59', '44/59/9', '124/58/32', '44/59/9/124/58/32/MRG'].map((separators) =>
    settingsOf(separators, 'numbers spaces'),
  ),
];

function settingsOf(separators: string, options: string): Import {
  return {
    separators,
    quotedFieldAsText: options.includes('text'),
    detectSpecialNumbers: options.includes('numbers'),
    removeSpaces: options.includes('spaces'),
  };
}

/** A control file in which LibreOffice finds a formula with any of the separators. */
const control = 'a\r\n1,=4+4,y\r\n1;=4+4;y\r\n1\t=4+4\ty\r\n1|=4+4|y\r\n1:=4+4:y\r\n1 =4+4 y\r\n';

describe('LibreOffice (soffice)', () => {
  test.skipIf(noLibreOffice)(
    'evaluates no cell of the page’s CSV files, with any separator',
    async () => {
      // With all signs, LibreOffice would take three times as long.
      const rows = hostileFiles(hostileCellsWith(['=', '+', '@', '＝']));
      const written = {
        export: pageExport(rows),
        report: reportOf(outcomesOf(rows), origin),
        control,
      };
      for (const settings of imports) {
        const opened = await openInLibreOffice(written, settings);
        for (const name of ['export', 'report']) {
          const sheet = opened[name] ?? '';
          expect(activeCells(sheet).slice(0, 9), `${name} ${JSON.stringify(settings)}`).toEqual([]);
          expect(rowsIn(sheet)).toBeGreaterThan(rows.length);
        }
        expect(activeCells(opened['control'] ?? '')).not.toEqual([]);
      }
    },
    300_000,
  );

  test.skipIf(noLibreOffice || noPython || noBash)(
    'evaluates no cell of the scripts’ reports, with any separator (python3, bash, curl, jq)',
    async () => {
      const rows = 36;
      const { server } = await serveHostile(rows);
      const written = {
        python: await scriptReport('python', await makePlace(), server),
        bash: await scriptReport('bash with jq', await makePlace(), server),
        control,
      };
      for (const settings of imports) {
        const opened = await openInLibreOffice(written, settings);
        for (const name of ['python', 'bash']) {
          const sheet = opened[name] ?? '';
          expect(activeCells(sheet).slice(0, 9), `${name} ${JSON.stringify(settings)}`).toEqual([]);
          expect(rowsIn(sheet)).toBeGreaterThan(rows);
        }
        expect(activeCells(opened['control'] ?? '')).not.toEqual([]);
      }
    },
    300_000,
  );
});

describe('Python’s csv module (python3)', () => {
  test.skipIf(noPython)('parses the page’s export: header, widths, texts, JSON', async () => {
    const [head = [], ...records] = await readWithPython(pageExport(files));
    expect(head[0]).toBe('id');
    expect(head.at(-1)).toBe('download_url');
    expect(records).toHaveLength(files.length);
    for (const [index, file] of files.entries()) {
      const record = records[index] ?? [];
      expect(record).toHaveLength(head.length);
      const cells = Object.fromEntries(head.map((name, at) => [name, record[at] ?? '']));
      const { metadata, ...texts } = cells;
      const { tags, description } = describeMetadata(file.metadata);
      expect(JSON.parse(metadata ?? '')).toEqual(file.metadata);
      const expected = {
        id: String(file.id),
        basename: file.basename,
        created: file.created,
        datatype_ids: file.datatypes.join(' '),
        datatypes: file.datatypes.map(displayName).join('; '),
        source_project_id: String(file.source_project),
        source_project: displayName(file.source_project),
        username: file.user.username ?? '',
        tags: tags.join('; '),
        description,
        permanent_link: `${origin}/api/public/datafile/${file.id}/`,
        download_url: file.download_url,
      };
      for (const [name, text] of Object.entries(expected)) {
        expect(unguard(texts[name] ?? ''), name).toBe(withoutControls(text));
      }
    }
  });

  test.skipIf(noPython)('parses the folder’s report', async () => {
    const [head, ...records] = await readWithPython(reportOf(outcomesOf(files), origin));
    expect(head?.join()).toBe('id,path,status,bytes,sha256,created,project,username,detail,link');
    expect(records.map((record) => record.map(unguard))).toEqual(
      outcomesOf(files).map(({ file, path, status, bytes, sha256, detail }) =>
        [
          String(file.id),
          path,
          status,
          String(bytes),
          sha256,
          file.created,
          String(file.source_project),
          file.user.username ?? '',
          detail,
          `${origin}/api/public/datafile/${file.id}/`,
        ].map(withoutControls),
      ),
    );
  });

  test.skipIf(noPython || noBash)(
    'parses the reports of both scripts, which are equal (bash, curl, jq)',
    async () => {
      const { server, listed } = await serveHostile(36);
      const report = await scriptReport('python', await makePlace(), server);
      expectReport(await readWithPython(report), listed);
      const other = await scriptReport('bash with jq', await makePlace(), server);
      expect(other.toString()).toBe(report.toString());
    },
    120_000,
  );
});

test.skipIf(noPython || !hasR())(
  'R’s read.csv gives the same result as Python (Rscript with jsonlite, python3)',
  async () => {
    const records = await readWithR(pageExport(files));
    const expected = await readWithPython(pageExport(files));
    // R converts every kind of line break to LF.
    expect(records).toEqual(
      expected.map((record) => record.map((cell) => cell.replaceAll(/\r\n?/g, '\n'))),
    );
  },
);

describe.each(['mawk', 'gawk', 'original-awk', 'busybox awk'])('%s', (name) => {
  const [program = ''] = name.split(' ');
  const found = spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
  test.skipIf(found === '' || noPython || noBash)(
    `writes the same report as Python (${name}, python3, bash, curl, jq)`,
    async () => {
      const { server } = await serveHostile(36);
      const report = await scriptReport('python', await makePlace(), server);
      const place = await makePlace();
      const tools = join(place.home, 'tools');
      await mkdir(tools);
      await symlink(found, join(tools, 'awk'));
      const other = await scriptReport('bash with jq', place, server, {
        change: (script) => script.replace(/^set -u /m, `PATH='${tools}':$PATH\n$&`),
      });
      expect(other.toString()).toBe(report.toString());
    },
    120_000,
  );
});
