import { fileQueryOf, parseSearchParams } from '../url/searchParams.ts';
import { preload } from '../api/preload.ts';
import { firstPath } from '../retrieval/strategy.ts';
import { isServed, sourceNamed } from './sources.ts';

/**
 * Sends the request for the first page of files while most of the page's JavaScript is still loading. Do not import
 * React, TanStack Query or the schemas here: they would have to load before the request is sent.
 */
export function preloadFirstPage(): void {
  const { params } = parseSearchParams(window.location.search);
  const source = sourceNamed(params.source);
  const path = firstPath(fileQueryOf(params));
  if (path !== null && isServed(source)) preload(source, path);
}
