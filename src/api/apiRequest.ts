import type { Source } from './source.ts';

/**
 * The request for `path` of the API. It has no credentials and no referrer, and bypasses the HTTP
 * cache: members can withdraw their data at any time, and listings are marked never-cache. Throws a
 * `TypeError` where `source` has no origin to append a path to.
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
