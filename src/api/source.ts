/** The two sources of data. The URL can select one of them, but never an arbitrary host. */
export type SourceName = 'live' | 'sample';

export interface Source {
  name: SourceName;
  /** The origin of the API's URLs, such as `https://www.openhumans.org`. */
  origin: string;
  /** Sends one request; rejects like `fetch` does. */
  fetch: (request: Request) => Promise<Response>;
}

export function isSourceName(value: unknown): value is SourceName {
  return value === 'live' || value === 'sample';
}

/**
 * The request for `path` of the API. It has no credentials and no referrer, and bypasses the HTTP
 * cache: members can withdraw their data at any time, and listings are marked never-cache.
 * @throws `TypeError` if the origin of `source` is invalid
 */
export function apiRequest(source: Source, path: string, signal: AbortSignal): Request {
  return new Request(new URL(path, source.origin), {
    signal,
    headers: { Accept: 'application/json' },
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
}
