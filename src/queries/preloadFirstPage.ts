import { fileQueryOf, parseSearchParams } from '../url/searchParams.ts';
import { preload } from '../api/preload.ts';
import { firstPath } from '../retrieval/strategy.ts';
import { isServed, sourceNamed } from './sources.ts';

/**
 * Sends the request for the first page of files while most of the page's JavaScript is still
 * loading. Keep its imports free of React, of TanStack Query and of the schemas: they would all
 * have to load before the request leaves.
 */
export function preloadFirstPage(): void {
  const { params } = parseSearchParams(window.location.search);
  const source = sourceNamed(params.source);
  const path = firstPath(fileQueryOf(params));
  if (path !== null && isServed(source)) preload(source, path);
}
