import { formatSearchParams, type SearchParams } from './searchParams.ts';

/**
 * The page's URL for `params`, for everything that leaves the page: copied links, exports, scripts,
 * snippets and print. It holds the page's own parameters and nothing else of the current URL: an
 * unknown parameter or a hash is text that the sender of a link chose.
 */
export function canonicalUrl(
  params: SearchParams,
  page: { origin: string; pathname: string } = window.location,
): string {
  return page.origin + encodePath(page.pathname) + formatSearchParams(params);
}

/**
 * Percent-encodes all but the characters that no shell, spreadsheet or TeX gives a meaning to. The
 * URL parser leaves `'();*!~$&` alone, and a host may serve the page from a folder of any name.
 */
function encodePath(pathname: string): string {
  return pathname.replaceAll(/%(?![\dA-Fa-f]{2})|[^\w./%-]/gu, (character) =>
    Array.from(new TextEncoder().encode(character), percentEncode).join(''),
  );
}

function percentEncode(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
