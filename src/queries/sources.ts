import { takePreloaded } from '../api/preload.ts';
import { isSourceName, type Source, type SourceName } from '../api/source.ts';

function setting(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

// Read once at the start: the page later sets the same attribute to the current source.
const built = document.documentElement.dataset['source'];

/** The source of a URL without `source`: a setting of the page, `<html data-source>`. */
export const defaultSource: SourceName = isSourceName(built) ? built : 'live';

const named = setting('api-origin') || 'https://www.openhumans.org';

const live: Source = {
  name: 'live',
  // People edit this setting: a slash at its end does no harm, and an invalid URL means the page's own host.
  origin: new URL(named, window.location.href).origin,
  fetch: send,
};

/** Whether the page's host serves the sample API. Otherwise the page answers its requests itself. */
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
  // A separate chunk, which most visits do not need.
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

/** The source with this name; null means the default source. */
export function sourceNamed(name: SourceName | null): Source {
  return (name ?? defaultSource) === 'sample' ? sample : live;
}

/**
 * Whether a server answers the requests to this source, so that its links work. On a static host, none does for the
 * sample: there the page answers them itself, by `source.fetch`.
 */
export function isServed(source: Source): boolean {
  return source.name === 'live' || sampleIsServed;
}
