import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Answers a web request, as `fetch` would: the sample API is one. */
export type Answer = (request: Request) => Promise<Response>;

/** Servers that mount handlers (Vite's) shorten `url` and keep the whole in `originalUrl`. */
type Incoming = IncomingMessage & { originalUrl?: string | undefined };

/**
 * Makes a handler for a Node server of a function from Request to Response. The body is streamed; when the
 * client goes away the request's signal aborts; an answer that breaks off breaks the connection off.
 */
export function createNodeHandler(answer: Answer) {
  return async (incoming: Incoming, outgoing: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    try {
      await sendResponse(await answer(toRequest(incoming, gone.signal)), outgoing);
    } catch (error) {
      if (gone.signal.aborted) return;
      if (outgoing.headersSent) {
        // What fetch calls a network failure: the client sees a connection that ends before its answer does.
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      outgoing.end(error instanceof Error ? error.stack : String(error));
    }
  };
}

function toRequest(incoming: Incoming, signal: AbortSignal): Request {
  const method = incoming.method ?? 'GET';
  const url = new URL(
    incoming.originalUrl ?? incoming.url ?? '/',
    `http://${incoming.headers.host ?? 'localhost'}`,
  );
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  const body = Readable.toWeb(incoming);
  return new Request(url, { method, headers, signal, body, duplex: 'half' } as RequestInit);
}

async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  if (response.body === null || outgoing.req.method === 'HEAD') {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  // Headers leave at once, so that a slow body can be seen to be on its way.
  outgoing.flushHeaders();
  await pipeline(
    Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
    outgoing,
  );
}
