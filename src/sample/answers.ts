/** An answer before it becomes a Response, so that faults can still change it. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** The text of an HTML page, or else any JSON value. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const jsonType = 'application/json';
export const htmlType = 'text/html; charset=utf-8';

/** An answer of JSON. */
export function json(body: unknown, status = 200): Answer {
  return { status, contentType: jsonType, body };
}

/** The answer of Django REST framework where there is nothing. */
export function notFound(): Answer {
  return json({ detail: 'Not found.' }, 404);
}

/** A small page of HTML, such as Django and gateways answer with. */
export function page(status: number, title: string, text = ''): Answer {
  const body = `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body><h1>${title}</h1><p>${text}</p></body>\n</html>\n`;
  return { status, contentType: htmlType, body };
}

/** Headers of every answer: members can withdraw at any time, so nothing may be kept. */
export const neverCache = {
  'Cache-Control': 'max-age=0, no-cache, no-store, must-revalidate, private',
};

/** Headers of every answer under /api/. */
export const apiHeaders = {
  ...neverCache,
  'Access-Control-Allow-Origin': '*',
  Vary: 'Accept, Origin, Cookie',
};

/** The text that goes over the wire. */
export function answerText({ contentType, body }: Answer): string {
  return contentType === jsonType ? JSON.stringify(body) : String(body);
}

/**
 * The Response of an answer under /api/.
 * @param body what to send in place of the answer's own text; null for none
 */
export function apiResponse(
  answer: Answer,
  body: string | ReadableStream<Uint8Array> | null = answerText(answer),
): Response {
  const { status, contentType, headers } = answer;
  return new Response(body, {
    status,
    headers: { ...apiHeaders, 'Content-Type': contentType, ...headers },
  });
}
