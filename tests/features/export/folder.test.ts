import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataFile } from '../../../src/api/schemas.ts';
import { folderPath, safeName } from '../../../src/features/export/fileNames.ts';
import { canRead, keepInFolder, reportOf } from '../../../src/features/export/folder.ts';
import { dataFile, seed } from '../../domain/arbitraries.ts';
import { MemoryFolder } from './memoryFolder.ts';
import { longNames, namesThatAct } from './names.ts';

function fileCalled(basename: string): DataFile {
  const [file] = fc.sample(dataFile, { seed, numRuns: 1 });
  if (file === undefined) throw new Error('No file was made.');
  const user = { id: 1, name: 'Member', username: 'member_02' };
  return { ...file, id: 7, basename, source_project: 176, user, download_url: 'https://h.test/7' };
}

function partsFor(folder: MemoryFolder, answer: () => Response) {
  return {
    folder: folder.asHandle(),
    projectNames: new Map([[176, 'Spotify']]),
    renew: async (file: DataFile): Promise<DataFile | null> => file,
    read: async () => answer(),
    signal: new AbortController().signal,
  };
}

const pieces = fc
  .array(
    fc.constantFrom(
      'a',
      'é',
      'e\u0301',
      '🧬',
      '\ud800',
      '.',
      ' ',
      '.lnk',
      'CON',
      '{',
      'x'.repeat(140),
    ),
    { maxLength: 12 },
  )
  .map((some) => some.join(''));

describe('A safe name', () => {
  test.each([
    ['../../x', '_.._x'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['console.txt', 'console.txt'],
    [' . hidden . ', 'hidden'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['a\nb\u0000c\u200bd', 'abcd'],
    ['', 'file'],
    ['...', 'file'],
    ['$(id) `id` -rf', '$(id) `id` -rf'],
    ['e\u0301', 'é'],
    ['x\ud800y', 'x\ufffdy'],
    ...namesThatAct,
  ])('of %j is %j', (text, name) => {
    expect(safeName(text)).toBe(name);
  });

  test('is short and keeps the extension', () => {
    expect(safeName(`${'é'.repeat(200)}.vcf.gz`)).toMatch(/^é+\.vcf\.gz$/);
  });

  // A quadratic rule would take minutes for a million characters and exceed the test's timeout.
  test.each(longNames(1_000_000))('is created in linear time from $what', ({ text }) => {
    expect(new TextEncoder().encode(safeName(text)).length).toBeLessThanOrEqual(150);
  });

  test('does not change if it is sanitized again', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        expect(safeName(safeName(text))).toBe(safeName(text));
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('never leads out of its folder, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = safeName(text);
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]|^\.|[. ]$/u);
        expect(name).not.toBe('');
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(150);
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('is in the folders of its project and its member', () => {
    const file = fileCalled('a.json');
    expect(folderPath(file, 'Spotify')).toEqual(['176-Spotify', 'member_02', '7-a.json']);
    expect(folderPath(file, null)[0]).toBe('176');
    const hidden = { ...file, user: { id: null, name: null, username: null } };
    expect(folderPath(hidden, null)[1]).toBe('hidden-member');
  });
});

describe('Downloading a file into a folder', () => {
  const ok = () => new Response('data', { headers: { 'Content-Length': '4' } });
  const path = '176-Spotify/member_02/7-a.json';

  test('saves it once, unchanged', async () => {
    const folder = new MemoryFolder();
    const first = await keepInFolder(fileCalled('a.json'), partsFor(folder, ok));
    expect(first).toMatchObject({ path, status: 'downloaded', bytes: 4, detail: '' });
    // printf data | sha256sum
    expect(first.sha256).toBe('3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7');
    expect(await folder.text(path)).toBe('data');
    const again = partsFor(folder, () => {
      throw new Error('It is read again.');
    });
    expect(await keepInFolder(fileCalled('a.json'), again)).toMatchObject({
      status: 'already there',
      bytes: 4,
    });
  });

  test.each([
    ['status 403', () => new Response('You are not authorized', { status: 403 })],
    [
      'a web page came instead',
      () => new Response('<html>', { headers: { 'Content-Type': 'Text/HTML; charset=utf-8' } }),
    ],
    ['4 bytes of 9 came', () => new Response('data', { headers: { 'Content-Length': '9' } })],
    [
      'lost',
      () => {
        throw new Error('lost');
      },
    ],
  ])('does not save it after an error: %s', async (detail, answer) => {
    const folder = new MemoryFolder();
    const outcome = await keepInFolder(fileCalled('a.json'), partsFor(folder, answer));
    expect(outcome).toMatchObject({ status: 'failed', detail });
    expect(await folder.text(path)).toBeNull();
  });

  test('saves an HTML page if the file name says so', async () => {
    const page = () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
    const outcome = await keepInFolder(fileCalled('a.html'), partsFor(new MemoryFolder(), page));
    expect(outcome.status).toBe('downloaded');
  });

  test.each([
    ['https://h.test/7\nrm -rf ~', ['https://h.test/7rm%20-rf%20~']],
    ['javascript:alert(1)', []],
    ['https://www.openhumans.org@evil.example/', []],
  ])('uses the parsed form of its renewed link %j, or rejects it', async (link, read) => {
    const params: string[] = [];
    const parts = {
      ...partsFor(new MemoryFolder(), ok),
      renew: async (file: DataFile) => ({ ...file, download_url: link }),
      read: async (address: string) => {
        params.push(address);
        return ok();
      },
    };
    const { status } = await keepInFolder(fileCalled('a.json'), parts);
    expect(params).toEqual(read);
    expect(status).toBe(read.length > 0 ? 'downloaded' : 'failed');
  });

  test('reports it as withdrawn if it no longer exists', async () => {
    const parts = { ...partsFor(new MemoryFolder(), ok), renew: async () => null };
    expect(await keepInFolder(fileCalled('a.json'), parts)).toMatchObject({ status: 'withdrawn' });
  });
});

test('one file reveals whether the page can read from the host', async () => {
  const { signal } = new AbortController();
  expect(await canRead('https://h.test/', async () => new Response('x'), signal)).toBe(true);
  const refuse = async () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await canRead('https://h.test/', refuse, signal)).toBe(false);
});

test('the report has a line per file', async () => {
  const parts = partsFor(new MemoryFolder(), () => new Response('no', { status: 503 }));
  const outcome = await keepInFolder(fileCalled('=1+1.json'), parts);
  const [head, line, end] = reportOf([outcome], 'https://h.test').split('\r\n');
  expect(head).toBe('id,path,status,bytes,sha256,created,project,username,detail,link');
  expect(line).toBe(
    `7,"176-Spotify/member_02/7-=1+1.json","failed",0,"","${outcome.file.created}",176,"member_02","status 503","https://h.test/api/public/datafile/7/"`,
  );
  expect(end).toBe('');
});
