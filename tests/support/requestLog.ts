/** A request to the sample API, as the server received it. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** With the question mark, or empty. */
  search: string;
  /** 0 until the server responds, and after a connection error. */
  status: number;
  /** Number of rows in the response; null if it is not a list or has not been read yet. */
  rows: number | null;
}

/** Wraps a request handler so that the log records each request and its outcome. */
export function logRequests(
  handler: (request: Request) => Promise<Response>,
  log: LoggedRequest[],
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const entry: LoggedRequest = {
      method: request.method,
      path: pathname,
      search,
      status: 0,
      rows: null,
    };
    log.push(entry);
    const response = await handler(request);
    entry.status = response.status;
    const isJson = response.headers.get('content-type')?.includes('json');
    if (!isJson || response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(countPassing(response.body, entry), { status, statusText, headers });
  };
}

/** Streams a body through unchanged (it may be slow, or break off), and records the number of rows. */
function countPassing(body: ReadableStream<Uint8Array>, entry: LoggedRequest): ReadableStream {
  const decoder = new TextDecoder();
  let text = '';
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true });
      // Records the number before the last chunk is sent, so that the log covers everything on the page.
      if (text.endsWith('}')) entry.rows = countRows(text);
      controller.enqueue(chunk);
    },
  });
  return body.pipeThrough(counting);
}

function countRows(text: string): number | null {
  try {
    const body: unknown = JSON.parse(text);
    const isList = typeof body === 'object' && body !== null && 'results' in body;
    return isList && Array.isArray(body.results) ? body.results.length : null;
  } catch {
    return null;
  }
}
