/**
 * Text as a search compares it: without accents and without case. Compatibility decomposition
 * (NFKD) also makes ligatures and full-width letters equal to the plain ones.
 */
export function fold(text: string): string {
  // Plain ASCII, the bulk of all names, needs none of it.
  if (/^[\n\u0020-\u007e]*$/.test(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      // The sigma that ends a word: a search may end within one.
      .replaceAll('ς', 'σ')
  );
}

const EXTENSION = /\.([a-z][a-z0-9]{0,9}(?:\.(?:gz|bz2|xz|zst))?)$/i;

/**
 * A file name's extension in lower case without its dot; a compressed file's keeps the one
 * beneath (`vcf.gz`). Empty where there is none.
 */
export function extensionOf(basename: string): string {
  return EXTENSION.exec(basename)?.[1]?.toLowerCase() ?? '';
}

/** The folded words of a search, in any order; empty where nothing is searched. */
export function searchWords(search: string): string[] {
  return fold(search).split(/\s+/).filter(Boolean);
}
