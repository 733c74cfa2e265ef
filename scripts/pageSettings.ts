/** The source the page is built for; it stands in the head of index.html. */
const liveOrigin = 'https://www.openhumans.org';

/**
 * Reads API_ORIGIN: where the page's live source is.
 * @returns an http(s) origin without a path, or undefined where none is set
 * @throws Error with a sentence for the person who set it
 */
export function readApiOrigin(env: Record<string, string | undefined>): string | undefined {
  const text = env['API_ORIGIN'];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '');
  if (!isOrigin) {
    throw new Error(
      `API_ORIGIN must be an http(s) origin such as ${liveOrigin}, but is "${text}".`,
    );
  }
  return url.origin;
}

/** Points the page's live source to another origin; the page's policy follows by itself. */
export function withApiOrigin(html: string, origin: string): string {
  const setting = (content: string) => `<meta name="api-origin" content="${content}" />`;
  return replaceEvery(html, setting(liveOrigin), setting(origin));
}

/** Takes the Content-Security-Policy out; Vite's development client needs inline scripts and styles. */
export function withoutPolicy(html: string): string {
  return replaceEvery(html, /<meta\s+http-equiv="Content-Security-Policy"[^>]*>\s*/, '');
}

/**
 * The page as a server of ours serves it: the sample API is on the page's own origin. The page shows the
 * sample, unless an API origin is given; then it shows that.
 */
export function servedPage(html: string, apiOrigin?: string): string {
  const page = replaceEvery(
    html,
    '<meta name="sample-origin" content="" />',
    '<meta name="sample-origin" content="self" />',
  );
  if (apiOrigin !== undefined) return withApiOrigin(page, apiOrigin);
  return replaceEvery(page, ' data-source="live"', ' data-source="sample"');
}

/** Replaces, and throws where there is nothing to replace: a setting must never be lost in silence. */
function replaceEvery(text: string, search: string | RegExp, replacement: string): string {
  const parts = text.split(search);
  if (parts.length === 1) throw new Error(`index.html has no ${String(search)}`);
  return parts.join(replacement);
}
