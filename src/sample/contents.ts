import type { DataFile } from './recorded.ts';
import type { Subject } from './fileKinds.ts';
import { hash } from './hash.ts';
import { observations, type Observation } from './observations.ts';
import { zip } from './zip.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  vcf: 'text/vcf; charset=utf-8',
  gpx: 'application/gpx+xml',
  xml: 'application/xml',
  zip: 'application/zip',
  gz: 'application/gzip',
};

function csvField(value: unknown): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV (RFC 4180): a header, commas, CRLF, and quotes where necessary. */
function csv(lines: readonly Observation[]): string {
  const rows = [Object.keys(lines[0] ?? {}), ...lines.map((line) => Object.values(line))];
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function tsv(lines: readonly Observation[]): string {
  const rows = [Object.keys(lines[0] ?? {}), ...lines.map((line) => Object.values(line))];
  return rows.map((row) => `${row.join('\t')}\n`).join('');
}

function xmlText(value: unknown): string {
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function xml(lines: readonly Observation[]): string {
  const records = lines.map((line) => {
    const attributes = Object.entries(line).map(([name, value]) => ` ${name}="${xmlText(value)}"`);
    return `  <record${attributes.join('')}/>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<records>\n${records.join('')}</records>\n`;
}

/** GPX 1.1 (topografix.com/GPX/1/1): one track of one segment. */
function gpx(lines: readonly Observation[]): string {
  const points = lines.map(
    (line) =>
      `      <trkpt lat="${line.latitude}" lon="${line.longitude}"><ele>${line.altitude}</ele><time>${line.time}</time></trkpt>\n`,
  );
  const head =
    '<gpx version="1.1" creator="Sample data" xmlns="http://www.topografix.com/GPX/1/1">\n  <trk>\n    <trkseg>\n';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}${points.join('')}    </trkseg>\n  </trk>\n</gpx>\n`;
}

const otherBase: Readonly<Record<string, string>> = { A: 'G', C: 'T', G: 'A', T: 'C' };

/** VCF 4.2 (samtools/hts-specs): one sample, records sorted by chromosome and position. */
function vcf(lines: readonly Observation[]): string {
  const contigs = [...new Set(lines.map((line) => `##contig=<ID=${line.chromosome}>\n`))];
  const records = lines.map((line) => {
    const reference = String(line.genotype).charAt(0);
    const called = hash(Number(line.position), 27) % 2 === 0 ? '0/1' : '1/1';
    return [
      line.chromosome,
      line.position,
      line.rsid,
      reference,
      otherBase[reference],
      '50',
      'PASS',
      '.',
      'GT',
      called,
    ].join('\t');
  });
  return [
    '##fileformat=VCFv4.2\n##source=Sample data\n##FILTER=<ID=PASS,Description="All filters passed">\n',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n',
    ...contigs,
    '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSAMPLE\n',
    ...records.map((record) => `${record}\n`),
  ].join('');
}

/** JSON. Locations are GeoJSON points, in the format of the Overland app. */
function jsonText(lines: readonly Observation[], subject: Subject): string {
  if (subject !== 'place') return `${JSON.stringify(lines, null, 2)}\n`;
  const locations = lines.map(({ latitude, longitude, time, ...rest }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
    properties: { timestamp: time, ...rest },
  }));
  return `${JSON.stringify({ locations }, null, 2)}\n`;
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/**
 * Creates the content of a data file: small, deterministic, and valid in the format of its extension. Without an
 * extension, or with an unknown one, it is plain text.
 */
export async function makeContent(
  file: Pick<DataFile, 'id' | 'basename' | 'created'>,
  subject: Subject,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string }> {
  const extension = /\.([a-z0-9]+)$/i.exec(file.basename)?.[1]?.toLowerCase() ?? '';
  const contentType = mediaTypes[extension] ?? 'text/plain; charset=utf-8';
  if (extension === 'gz') {
    const inner = await makeContent({ ...file, basename: file.basename.slice(0, -3) }, subject);
    return { bytes: await gzip(inner.bytes), contentType };
  }
  const created = new Date(file.created);
  const lines = (about: Subject) => observations(about, file.id, created);
  const encode = (text: string) => new TextEncoder().encode(text);
  switch (extension) {
    case 'json':
      return { bytes: encode(jsonText(lines(subject), subject)), contentType };
    case 'csv':
      return { bytes: encode(csv(lines(subject))), contentType };
    case 'xml':
      return { bytes: encode(xml(lines(subject))), contentType };
    case 'gpx':
      return { bytes: encode(gpx(lines('place'))), contentType };
    case 'vcf':
      return { bytes: encode(vcf(lines('genome'))), contentType };
    case 'zip': {
      const files = [
        { name: 'README.txt', bytes: encode(`Sample data, file ${file.id}.\n`) },
        { name: 'data/observations.csv', bytes: encode(csv(lines(subject))) },
      ];
      return { bytes: zip(files), contentType };
    }
    default:
      return { bytes: encode(tsv(lines(subject))), contentType };
  }
}
