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
  /** Whether to include the download links, which expire within an hour. */
  withLinks: boolean;
}

/** Writes a format in parts: the beginning, each file, and the end. */
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

/** A file in JSON exports: the row of the API, with names in addition to ids, and with a permanent link. */
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

/** Writes RFC 4180 in UTF-8, with a header line. All records have the same number of fields. */
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

/** The provenance of an export. JSON and NDJSON exports begin with it; CSV exports do not contain it. */
export interface About {
  /** The query in words. */
  query: string;
  /** The canonical URL of the page for the query. */
  address: string;
  /** The origin of the API. */
  source: string;
  /** When the list was loaded, in ISO 8601. */
  retrieved: string;
  /** How many files there are. */
  count: number;
}

/** The Open Humans page about public data and how to use it. */
export const GUIDELINES = 'https://www.openhumans.org/public-data/';

/** Returns the file name of an export: the query, reduced to ASCII letters and digits, and the day. */
export function exportName({ query, retrieved }: About, extension: string): string {
  const slug = query
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  return `open-humans-${slug}-${retrieved.slice(0, 10)}.${extension}`;
}
