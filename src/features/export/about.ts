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
