import { takePreloaded } from '../api/preload.ts';
import { isSourceName, type Source, type SourceName } from '../api/source.ts';

function setting(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

// The page later shows on the same attribute which source it really uses: read it once, now.
const built = document.documentElement.dataset['source'];

/** The source that an address without `source` means: a setting of the page, `<html data-source>`. */
export const defaultSource: SourceName = isSourceName(built) ? built : 'live';

const named = setting('api-origin') || 'https://www.openhumans.org';

const live: Source = {
  name: 'live',
  // Edited by hand: a slash at its end does no harm, and what is no address is the page's own host.
  origin: new URL(named, window.location.href).origin,
  fetch: send,
};

/** Whether a server behind the page answers for the sample; else the page does so itself. */
const sampleIsServed = setting('sample-origin') === 'self';

const sample: Source = {
  name: 'sample',
  origin: window.location.origin,
  fetch: sampleIsServed ? send : answerHere,
};

function send(request: Request): Promise<Response> {
  return takePreloaded(request) ?? fetch(request);
}

let sampleApi: Promise<(request: Request) => Promise<Response>> | null = null;

async function answerHere(request: Request): Promise<Response> {
  // A chunk of its own: most visitors never need it.
  sampleApi ??= import('../sample/sampleApi.ts')
    .then(({ createSampleApi }) => createSampleApi())
    .catch((error: unknown) => {
      // The next request tries again.
      sampleApi = null;
      throw error;
    });
  const answer = await sampleApi;
  return answer(request);
}

/** The source that `name` means; null means the build's default. */
export function sourceNamed(name: SourceName | null): Source {
  return (name ?? defaultSource) === 'sample' ? sample : live;
}

/**
 * Whether a server answers for this source, its links among the rest. On a static page none does for
 * the sample: there the page itself must answer, by `source.fetch`.
 */
export function isServed(source: Source): boolean {
  return source.name === 'live' || sampleIsServed;
}
