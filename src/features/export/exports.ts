import { dataFilePath } from '../../api/endpoints.ts';
import type { DataFile } from '../../api/schemas.ts';
import { webLink } from '../../api/webLink.ts';
import type { Names } from '../../domain/describe.ts';
import { describeMetadata } from '../../domain/metadata.ts';
import { csvRecord } from './csv.ts';

export const formats = ['CSV', 'JSON', 'NDJSON'] as const;
export type Format = (typeof formats)[number];

export interface ExportOptions {
  about: About;
  names: Names;
  /** The API's origin, for permanent links. */
  origin: string;
  /** Download links die within an hour, so they are left out unless asked for. */
  withLinks: boolean;
}

/** A format, piece by piece: what comes first, each file, and what comes last. */
export interface Writer {
  type: string;
  begin: () => string;
  file: (file: DataFile, index: number) => string;
  end: () => string;
}

export function writerFor(format: Format, options: ExportOptions): Writer {
  switch (format) {
    case 'CSV':
      return csvWriter(options);
    case 'JSON':
      return jsonWriter(options);
    case 'NDJSON':
      return ndjsonWriter(options);
  }
}

/** A file as JSON exports have it: the API's row, with names beside ids and a link that lasts. */
function describe(file: DataFile, { names, origin, withLinks }: ExportOptions) {
  return {
    id: file.id,
    basename: file.basename,
    created: file.created,
    datatypes: file.datatypes.map((id) => ({ id, name: names.dataType(id) })),
    source_project: { id: file.source_project, name: names.project(file.source_project) },
    user: file.user,
    metadata: file.metadata,
    permanent_link: new URL(dataFilePath(file.id), origin).href,
    ...(withLinks ? { download_url: webLink(file.download_url) } : {}),
  };
}

function jsonWriter(options: ExportOptions): Writer {
  const about = JSON.stringify({ ...options.about, guidelines: GUIDELINES }, null, 2);
  return {
    type: 'application/json',
    begin: () => `{\n"about": ${about},\n"files": [`,
    file: (file, index) =>
      `${index === 0 ? '\n' : ',\n'}${JSON.stringify(describe(file, options))}`,
    end: () => '\n]\n}\n',
  };
}

function ndjsonWriter(options: ExportOptions): Writer {
  return {
    type: 'application/x-ndjson',
    begin: () => `${JSON.stringify({ about: { ...options.about, guidelines: GUIDELINES } })}\n`,
    file: (file) => `${JSON.stringify(describe(file, options))}\n`,
    end: () => '',
  };
}

const columns = [
  'id',
  'basename',
  'created',
  'datatype_ids',
  'datatypes',
  'source_project_id',
  'source_project',
  'username',
  'tags',
  'description',
  'metadata',
  'permanent_link',
] as const;

/** RFC 4180 in UTF-8. The first line is the header, and every record has the same width. */
function csvWriter(options: ExportOptions): Writer {
  const header = options.withLinks ? [...columns, 'download_url'] : columns;
  return {
    type: 'text/csv;charset=utf-8',
    begin: () => `${header.join(',')}\r\n`,
    file: (file) => {
      const { datatypes, source_project, permanent_link } = describe(file, options);
      const { tags, description } = describeMetadata(file.metadata);
      return csvRecord([
        file.id,
        file.basename,
        file.created,
        datatypes.map(({ id }) => id).join(' '),
        datatypes.map(({ id, name }) => name ?? String(id)).join('; '),
        source_project.id,
        source_project.name ?? '',
        file.user.username ?? '',
        tags.join('; '),
        description,
        { json: file.metadata },
        permanent_link,
        ...(options.withLinks ? [webLink(file.download_url) ?? ''] : []),
      ]);
    },
    end: () => '',
  };
}

/** Where an export comes from. JSON and NDJSON exports begin with it; CSV begins with its header. */
export interface About {
  /** The query in words. */
  query: string;
  /** The page's canonical URL for it. */
  address: string;
  /** The API that answered. */
  source: string;
  /** When, as ISO text. */
  retrieved: string;
  /** How many files there are. */
  count: number;
}

/** Open Humans' own page on what public data is, and how to use it. */
export const GUIDELINES = 'https://www.openhumans.org/public-data/';

/** A file name for an export: the query in words as far as any file system takes it, and the day. */
export function exportName({ query, retrieved }: About, extension: string): string {
  const words = query
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  return `open-humans-${words}-${retrieved.slice(0, 10)}.${extension}`;
}
