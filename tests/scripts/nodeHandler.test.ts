import { describe, expect, onTestFinished, test } from 'vitest';
import { createNodeHandler } from '../../scripts/nodeHandler.ts';
import type { FetchHandler } from '../../scripts/nodeHandler.ts';
import { listen } from '../support/staticServer.ts';

async function serve(handler: FetchHandler): Promise<string> {
  const handle = createNodeHandler(handler);
  const server = await listen((incoming, outgoing) => void handle(incoming, outgoing));
  onTestFinished(server.close);
  return server.origin;
}

/** A promise and the function that resolves it. */
function defer() {
  let settle = () => {};
  const done = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { done, settle };
}

function streamOf(start: (controller: ReadableStreamDefaultController<Uint8Array>) => unknown) {
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      await start(controller);
    },
  });
}

describe('A handler for a Node server', () => {
  test('passes method, URL, headers and body, and returns status, headers and body', async () => {
    const origin = await serve(async (request) =>
      Response.json(
        {
          method: request.method,
          url: request.url,
          params: request.headers.get('x-asked'),
          text: await request.text(),
        },
        { status: 201, headers: { 'X-Answered': 'yes' } },
      ),
    );
    const response = await fetch(`${origin}/api/?a=1&b=%20`, {
      method: 'POST',
      headers: { 'X-Asked': 'so' },
      body: 'words',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-answered')).toBe('yes');
    expect(await response.json()).toEqual({
      method: 'POST',
      url: `${origin}/api/?a=1&b=%20`,
      params: 'so',
      text: 'words',
    });
  });

  test('streams the response: the first part arrives before the last is created', async () => {
    const { done, settle } = defer();
    const body = streamOf(async (controller) => {
      controller.enqueue(new TextEncoder().encode('first'));
      await done;
      controller.enqueue(new TextEncoder().encode('last'));
      controller.close();
    });
    const origin = await serve(() => Promise.resolve(new Response(body)));
    const reader = (await fetch(origin)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first');
    settle();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('last');
  });

  test("aborts the request's signal when the client disconnects", async () => {
    const arrived = defer();
    const aborted = defer();
    const origin = await serve(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.settle();
            reject(signal.reason);
          });
          arrived.settle();
        }),
    );
    const visit = new AbortController();
    const response = fetch(origin, { signal: visit.signal });
    await arrived.done;
    visit.abort();
    await expect(response).rejects.toThrow('aborted');
    await aborted.done;
  });

  test('breaks the connection if the response body fails', async () => {
    const body = streamOf((controller) => {
      controller.enqueue(new TextEncoder().encode('half'));
      setTimeout(() => controller.error(new Error('lost')));
    });
    const origin = await serve(() => Promise.resolve(new Response(body)));
    await expect(fetch(origin).then((response) => response.text())).rejects.toThrow();
  });

  test('responds with the error if the handler throws', async () => {
    const origin = await serve(() => Promise.reject(new Error('a mistake in the sample')));
    const response = await fetch(origin);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('a mistake in the sample');
  });

  test('sends no body to HEAD', async () => {
    const origin = await serve(() => Promise.resolve(new Response('text')));
    const response = await fetch(origin, { method: 'HEAD' });
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toBe('');
  });
});
