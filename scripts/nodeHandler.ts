import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A function from request to response, such as the sample API. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** Vite's server shortens `url` for mounted handlers and keeps the full URL in `originalUrl`. */
type Incoming = IncomingMessage & { originalUrl?: string | undefined };

/**
 * Turns a function from Request to Response into a handler for a Node server. It streams the body. If the client
 * disconnects, the request's signal aborts. If the response's body fails, it closes the connection.
 */
export function createNodeHandler(handler: FetchHandler) {
  return async (incoming: Incoming, outgoing: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    try {
      await sendResponse(await handler(toRequest(incoming, gone.signal)), outgoing);
    } catch (error) {
      if (gone.signal.aborted) return;
      if (outgoing.headersSent) {
        // The client's `fetch` reports a network error, because the connection ends before the response does.
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
  // Send the headers now: clients can tell a slow body from a server that does not respond.
  outgoing.flushHeaders();
  await pipeline(
    Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
    outgoing,
  );
}
