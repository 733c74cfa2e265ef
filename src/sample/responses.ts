/** A response in plain form, so that faults can change it before it becomes a Response. */
export interface PlainResponse {
  readonly status: number;
  readonly contentType: string;
  /** The text of an HTML page, or a JSON value. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const jsonType = 'application/json';
export const htmlType = 'text/html; charset=utf-8';

/** Creates a JSON response. */
export function json(body: unknown, status = 200): PlainResponse {
  return { status, contentType: jsonType, body };
}

/** The 404 response of Django REST framework. */
export function notFound(): PlainResponse {
  return json({ detail: 'Not found.' }, 404);
}

/** Creates a small HTML page, like those of Django and gateways. */
export function page(status: number, title: string, text = ''): PlainResponse {
  const body = `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body><h1>${title}</h1><p>${text}</p></body>\n</html>\n`;
  return { status, contentType: htmlType, body };
}

/** Headers of every response. Members can withdraw their data at any time, so nothing may be cached. */
export const neverCache = {
  'Cache-Control': 'max-age=0, no-cache, no-store, must-revalidate, private',
};

/** Headers of every response under /api/. */
export const apiHeaders = {
  ...neverCache,
  'Access-Control-Allow-Origin': '*',
  Vary: 'Accept, Origin, Cookie',
};

/** Serializes a body. */
export function bodyText({ contentType, body }: PlainResponse): string {
  return contentType === jsonType ? JSON.stringify(body) : String(body);
}

/**
 * Creates the Response for a path under /api/.
 * @param body replaces the serialized body; null for no body
 */
export function apiResponse(
  response: PlainResponse,
  body: string | ReadableStream<Uint8Array> | null = bodyText(response),
): Response {
  const { status, contentType, headers } = response;
  return new Response(body, {
    status,
    headers: { ...apiHeaders, 'Content-Type': contentType, ...headers },
  });
}
