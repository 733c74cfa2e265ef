/** The default live source, as in the head of index.html. */
const liveOrigin = 'https://www.openhumans.org';

/**
 * Reads API_ORIGIN, the origin of the page's live source.
 * @returns an http(s) origin without a path, or undefined if it is not set
 * @throws Error with a message for the user if the value is invalid
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

/** Sets the origin of the page's live source. The page derives its security policy from it. */
export function withApiOrigin(html: string, origin: string): string {
  const setting = (content: string) => `<meta name="api-origin" content="${content}" />`;
  return replaceEvery(html, setting(liveOrigin), setting(origin));
}

/** Removes the Content-Security-Policy, because Vite's development client needs inline scripts and styles. */
export function withoutPolicy(html: string): string {
  return replaceEvery(html, /<meta\s+http-equiv="Content-Security-Policy"[^>]*>\s*/, '');
}

/**
 * The page as `npm start` and `npm run dev` serve it: with the sample API on the page's own origin. The page shows the
 * sample by default, or the live source if `apiOrigin` is set.
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

/** Replaces all occurrences. Throws if there are none, so that no setting is lost silently. */
function replaceEvery(text: string, search: string | RegExp, replacement: string): string {
  const parts = text.split(search);
  if (parts.length === 1) throw new Error(`index.html has no ${String(search)}`);
  return parts.join(replacement);
}
