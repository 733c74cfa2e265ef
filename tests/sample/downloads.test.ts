import { describe, expect, it } from 'vitest';
import { makeSample, type Row } from './makeSample.ts';
import { readZip, ungzip } from './decompress.ts';

const sample = makeSample();
const allRows = (await sample.list('/api/public/datafiles/?limit=20000')).results;
const ending = (end: string) => allRows.filter((row) => row.basename.endsWith(end)).slice(0, 8);

async function download(row: Row, headers: Record<string, string> = {}) {
  return sample.ask(row.download_url, { headers });
}

async function text(row: Row): Promise<string> {
  return (await download(row)).text();
}

async function bytes(row: Row): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await download(row)).arrayBuffer());
}

function expectVcf(content: string): void {
  const lines = content.trimEnd().split('\n');
  const head = lines.findIndex((line) => line.startsWith('#CHROM\t'));
  expect(lines[0]).toBe('##fileformat=VCFv4.2');
  expect(lines.slice(0, head).every((line) => line.startsWith('##'))).toBe(true);
  const records = lines.slice(head + 1).map((line) => line.split('\t'));
  expect(records.length).toBeGreaterThan(5);
  const order = records.map(
    ([chromosome, position]) => Number(chromosome) * 1e9 + Number(position),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  for (const [chromosome, , id, reference, other, , , , , genotype] of records) {
    expect(lines).toContain(`##contig=<ID=${chromosome}>`);
    expect(`${id} ${reference}${other} ${genotype}`).toMatch(/^rs\d+ [ACGT]{2} [01]\/1$/);
    expect(reference).not.toBe(other);
  }
}

/** Parses CSV strictly (RFC 4180): every record is as long as the header and ends with CRLF. */
function expectCsv(content: string): void {
  const field = String.raw`(?:"(?:[^"]|"")*"|[^",\r\n]*)`;
  const record = new RegExp(`${field}(?:,${field})*\r\n`, 'gy');
  const records = content.match(record) ?? [];
  expect(records.join('')).toBe(content);
  expect(records.length).toBeGreaterThan(10);
  const widths = records.map((line) => line.replace(/"(?:[^"]|"")*"/g, 'q').split(',').length);
  expect(new Set(widths).size).toBe(1);
}

describe('The content of a download is valid', () => {
  it('JSON', async () => {
    for (const row of ending('.json')) expect(JSON.parse(await text(row))).toBeInstanceOf(Object);
  });

  it('CSV', async () => {
    for (const row of ending('.csv')) expectCsv(await text(row));
  });

  it('TSV and TXT', async () => {
    for (const row of [...ending('.tsv'), ...ending('.txt')]) {
      const widths = (await text(row))
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t').length);
      expect(new Set(widths).size).toBe(1);
      expect(widths.length).toBeGreaterThan(10);
    }
  });

  it('VCF, also compressed', async () => {
    for (const row of ending('.vcf')) expectVcf(await text(row));
    for (const row of ending('.vcf.gz')) expectVcf(await ungzip(await bytes(row)));
  });

  it('compressed JSON', async () => {
    for (const row of ending('.json.gz')) {
      expect(JSON.parse(await ungzip(await bytes(row)))).toBeInstanceOf(Object);
    }
  });

  it('GPX and XML, well formed', async () => {
    for (const row of [...ending('.gpx'), ...ending('.xml')]) {
      const [declaration, ...elements] = (await text(row)).match(/<[^>]+>/g) ?? [];
      expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
      const open: string[] = [];
      for (const element of elements) {
        const name = /^<\/?(\w+)/.exec(element)?.[1] ?? '';
        if (element.startsWith('</')) expect(open.pop()).toBe(name);
        else if (!element.endsWith('/>')) open.push(name);
      }
      expect(open).toEqual([]);
    }
  });

  it('GPX with coordinates on the globe', async () => {
    for (const row of ending('.gpx')) {
      const points = [...(await text(row)).matchAll(/<trkpt lat="([^"]+)" lon="([^"]+)">/g)];
      expect(points.length).toBeGreaterThan(10);
      for (const [, latitude, longitude] of points) {
        expect(Math.abs(Number(latitude))).toBeLessThan(90);
        expect(Math.abs(Number(longitude))).toBeLessThanOrEqual(180);
      }
    }
  });

  it('ZIP, according to its directory', async () => {
    for (const row of ending('.zip')) {
      const files = readZip(await bytes(row));
      expect([...files.keys()]).toEqual(['README.txt', 'data/observations.csv']);
      expectCsv(files.get('data/observations.csv') ?? '');
    }
  });

  it('plain text without an extension', async () => {
    const row = allRows.find((each) => each.basename === 'README');
    const response = row && (await download(row));
    expect(response?.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('and the same for every request', async () => {
    for (const row of [...ending('.zip'), ...ending('.gz'), ...ending('.json')]) {
      expect(await bytes(row)).toEqual(await bytes(await sample.file(row.id)));
    }
  });
});

describe('A download', () => {
  const [row] = ending('.csv');
  if (!row) throw new Error('There is no CSV file.');

  it('is an attachment with its length and full name, and other pages cannot read it', async () => {
    for (const each of allRows
      .filter(({ basename }) => /[^ -~]|["%;]/.test(basename))
      .slice(0, 20)) {
      const response = await download(each);
      const disposition = response.headers.get('content-disposition') ?? '';
      const named = /^attachment; filename="[ -~]*"; filename\*=UTF-8''([\w.~!$&+^`|%-]*)$/.exec(
        disposition,
      );
      expect(decodeURIComponent(named?.[1] ?? '')).toBe(each.basename);
      expect(response.headers.has('access-control-allow-origin')).toBe(false);
      const { byteLength } = await response.arrayBuffer();
      expect(response.headers.get('content-length')).toBe(String(byteLength));
    }
  });

  it('can be resumed with ranges', async () => {
    const content = await bytes(row);
    const etag = (await download(row)).headers.get('etag') ?? '';
    const ranges: [string, number, number][] = [
      ['bytes=0-9', 0, 10],
      ['bytes=100-', 100, content.length],
      ['bytes=-7', content.length - 7, content.length],
      ['bytes=5-999999', 5, content.length],
    ];
    for (const [Range, start, end] of ranges) {
      const response = await download(row, { Range, 'If-Range': etag });
      expect(response.status).toBe(206);
      const range = `bytes ${start}-${end - 1}/${content.length}`;
      expect(response.headers.get('content-range')).toBe(range);
      expect(response.headers.get('content-length')).toBe(String(end - start));
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(content.slice(start, end));
    }
  });

  it('is complete if the range is invalid or the file has changed', async () => {
    for (const headers of [
      { Range: 'bytes=5-2' },
      { Range: 'lines=1-2' },
      { Range: 'bytes=0-1,4-5' },
      { Range: 'bytes=0-9', 'If-Range': '"other"' },
    ]) {
      expect((await download(row, headers)).status).toBe(200);
    }
  });

  it('responds 416 to a range past the end, and 304 if the client has the file', async () => {
    const { length } = await bytes(row);
    const beyond = await download(row, { Range: `bytes=${length}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${length}`);
    const etag = (await download(row)).headers.get('etag') ?? '';
    expect((await download(row, { 'If-None-Match': etag })).status).toBe(304);
  });
});
