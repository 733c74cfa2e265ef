import { apiRequest } from './apiRequest.ts';
import type { Source } from './source.ts';

/** The one request that left before the page was there to send it. */
let early: { url: string; answer: Promise<Response>; controller: AbortController } | null = null;

/** Sends the request for `path` now, for whoever is first to send the same one. */
export function sendEarly(source: Source, path: string): void {
  const controller = new AbortController();
  const request = apiRequest(source, path, controller.signal);
  const answer = source.fetch(request);
  // Whoever takes the answer is told what went wrong with it.
  answer.catch(() => {});
  early = { url: request.url, answer, controller };
}

/**
 * The answer to `request`, where it is the one that was sent early; else null. It is given once,
 * for a second request asks for a newer answer. The request's signal now ends the early one.
 */
export function takeEarly({ url, signal }: Request): Promise<Response> | null {
  if (early?.url !== url) return null;
  const { answer, controller } = early;
  early = null;
  const stop = () => controller.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return answer;
}

/** Ends an early request that nobody has taken: whoever came later would be given old rows. */
export function dropEarly(): void {
  early?.controller.abort();
  early = null;
}
