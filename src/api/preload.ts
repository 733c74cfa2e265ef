import { apiRequest, type Source } from './source.ts';

/** The request that was sent before the code that needs its response had loaded. */
let preloaded: { url: string; response: Promise<Response>; controller: AbortController } | null =
  null;

/** Sends the request for `path` now; `takePreloaded` later returns its response. */
export function preload(source: Source, path: string): void {
  const controller = new AbortController();
  const request = apiRequest(source, path, controller.signal);
  const response = source.fetch(request);
  // The caller of `takePreloaded` handles the rejection, which may come before that call.
  response.catch(() => {});
  preloaded = { url: request.url, response, controller };
}

/**
 * Returns the response to `request` if `preload` sent the same one, else null. It returns it once:
 * a second request wants a newer response. From then on, the request's signal aborts the preloaded
 * request.
 */
export function takePreloaded({ url, signal }: Request): Promise<Response> | null {
  if (preloaded?.url !== url) return null;
  const { response, controller } = preloaded;
  preloaded = null;
  const abort = () => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return response;
}

/** Aborts a preloaded request that was not taken: a later caller would get old rows. */
export function dropPreloaded(): void {
  preloaded?.controller.abort();
  preloaded = null;
}
