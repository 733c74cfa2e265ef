import type { Source } from '../../src/api/source.ts';

export type Answer = (request: Request) => Response | Promise<Response>;

/** A source that gives its answers one after the other, the last one for ever, and keeps the requests. */
export function fakeSource(...answers: [Answer, ...Answer[]]) {
  const requests: Request[] = [];
  const source: Source = {
    name: 'live',
    origin: 'https://api.example',
    fetch: async (request) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? answers[0];
      requests.push(request);
      // As `fetch` does with a signal that is aborted already.
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

/** Never answers; rejects when the request is aborted, as `fetch` does. */
export const silence: Answer = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Sends headers and the beginning of a body, and then nothing more. */
export const stall: Answer = ({ signal }) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"count": 1'));
        signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
      },
    }),
  );

/** Sends the beginning of a body, and then the connection is gone. */
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
