import type { Source } from '../../src/api/source.ts';

export type Answer = (request: Request) => Response | Promise<Response>;

/**
 * A source that returns the given responses in order, the last one for all further requests, and records the requests.
 */
export function fakeSource(...answers: [Answer, ...Answer[]]) {
  const requests: Request[] = [];
  const source: Source = {
    name: 'live',
    origin: 'https://api.example',
    fetch: async (request) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? answers[0];
      requests.push(request);
      // Like `fetch` with an aborted signal.
      request.signal.throwIfAborted();
      return answer(request);
    },
  };
  return { source, requests };
}

export function json(body: unknown, init: ResponseInit = {}): Answer {
  return raw(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' }, ...init });
}

export function html(body: string, init: ResponseInit = {}): Answer {
  return raw(body, { headers: { 'Content-Type': 'text/html; charset=utf-8' }, ...init });
}

export function raw(body: string | null, init: ResponseInit = {}): Answer {
  return () => new Response(body, init);
}

/** Never responds. Rejects when the request is aborted, like `fetch`. */
export const silence: Answer = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Sends headers and the start of a body, and then nothing. */
export const stall: Answer = ({ signal }) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"count": 1'));
        signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
      },
    }),
  );

/** Sends the start of a body, and then the connection fails. */
export const breakOff: Answer = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"count": 1'));
        controller.error(new TypeError('terminated'));
      },
    }),
  );

export const noConnection: Answer = () => Promise.reject(new TypeError('Failed to fetch'));
