/** A request to the sample API, as the server saw it. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** With its question mark, or empty. */
  search: string;
  /** 0 until there is an answer, and where the connection broke. */
  status: number;
  /** How many rows the answer listed; null where it is not a list, or not yet read. */
  rows: number | null;
}

/** Wraps a function from Request to Response so that each request is written down, with what came of it. */
export function logRequests(
  answer: (request: Request) => Promise<Response>,
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
    const response = await answer(request);
    entry.status = response.status;
    const isJson = response.headers.get('content-type')?.includes('json');
    if (!isJson || response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(countPassing(response.body, entry), { status, statusText, headers });
  };
}

/** Passes a body on as it comes (it may be slow, or stop half way) and writes down how many rows it lists. */
function countPassing(body: ReadableStream<Uint8Array>, entry: LoggedRequest): ReadableStream {
  const decoder = new TextDecoder();
  let text = '';
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      text += decoder.decode(chunk, { stream: true });
      // Before it leaves, so that what is on the page is already in the log.
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
