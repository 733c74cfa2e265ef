import * as v from 'valibot';
import { ApiError } from './ApiError.ts';
import { apiRequest, type Source } from './source.ts';
import { backoff, delay } from './backoff.ts';
import { sanitizeText } from '../ui/sanitizeText.ts';

export interface GetJsonOptions {
  signal?: AbortSignal | undefined;
  /** The time limit of one attempt, including the body, in ms. The public gateway's limit is 30 s. */
  timeout?: number;
  /** How often to retry after a transient failure, with back-off. */
  retries?: number;
  /** Called before each retry, with the failure and the delay in ms. */
  onRetry?: (error: ApiError, delay: number) => void;
}

const TIMEOUT_MS = 35_000;
/** If `Retry-After` is longer, in seconds, the error is reported instead. */
const LONGEST_WAIT_S = 60;

/**
 * Requests `path` from `source`, and validates the response. This is the only place that requests data from the API; see
 * `apiRequest` for what is sent.
 * @throws `ApiError` for every failure, and the signal's reason when `signal` is aborted
 */
export async function getJson<Schema extends v.GenericSchema>(
  source: Source,
  path: string,
  schema: Schema,
  { signal, timeout = TIMEOUT_MS, retries = 2, onRetry }: GetJsonOptions = {},
): Promise<v.InferOutput<Schema>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const body = await request(source, path, signal, timeout);
      return check(body, schema, path);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ApiError) || !error.isTransient || attempt > retries) throw error;
      // The user would not wait that long. And a slow server still works on the first request: a second one would only
      // add load.
      if (error.kind === 'timeout' || (error.retryAfter ?? 0) > LONGEST_WAIT_S) throw error;
      const pause = backoff(attempt, error.retryAfter);
      onRetry?.(error, pause);
      await delay(pause, signal);
    }
  }
}

async function request(
  source: Source,
  path: string,
  signal: AbortSignal | undefined,
  timeout: number,
): Promise<unknown> {
  const deadline = AbortSignal.timeout(timeout);
  try {
    const response = await source.fetch(
      apiRequest(source, path, signal ? AbortSignal.any([signal, deadline]) : deadline),
    );
    const text = await response.text();
    if (!response.ok) throw refusal(response, text);
    return parse(text, response);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    signal?.throwIfAborted();
    if (deadline.aborted) {
      const seconds = Math.round(timeout / 1000);
      throw new ApiError('timeout', `The server did not answer within ${seconds} seconds.`);
    }
    throw lostConnection(source, error);
  }
}

function lostConnection(source: Source, cause: unknown): ApiError {
  // `onLine` is reliable only if it is false. Node's `navigator` does not have it.
  if (typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine) {
    return new ApiError('offline', 'This device is offline.', { cause });
  }
  const host = new URL(source.origin).host;
  return new ApiError(
    'unreachable',
    `${host} could not be reached: it is down, or something on the way blocks it.`,
    { cause },
  );
}

function refusal(response: Response, text: string): ApiError {
  const { status } = response;
  const retryAfter = readRetryAfter(response.headers.get('Retry-After'));
  const detail = readDetail(text);
  const details = {
    status,
    ...(retryAfter === null ? {} : { retryAfter }),
    ...(detail === null ? {} : { detail }),
  };
  const said = detail === null ? '' : ` It says: ${detail}`;
  if (status === 429) {
    return new ApiError(
      'refused',
      `The server asks for fewer requests (status 429).${said}`,
      details,
    );
  }
  const words = status >= 500 ? 'could not answer' : 'refused the request';
  return new ApiError('refused', `The server ${words} (status ${status}).${said}`, details);
}

/** The seconds of a `Retry-After` header, which contains seconds or an HTTP date (RFC 9110, 10.2.3); null if invalid. */
function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** The message of an error response of Django REST framework: `{"detail": "…"}` or `{"field": ["…"]}`. */
function readDetail(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return null;
    const said = Object.entries(body).flatMap(([field, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      if (typeof first !== 'string' || first.trim() === '') return [];
      return [Array.isArray(body) || field === 'detail' ? first : `${field}: ${first}`];
    });
    return said.length > 0 ? sanitizeText(said.join(' ').slice(0, 300)) : null;
  } catch {
    // Gateways and Django's error pages respond with HTML, which contains no message for the user.
    return null;
  }
}

function parse(text: string, response: Response): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch (cause) {
    const type = (response.headers.get('Content-Type') ?? '').split(';')[0];
    const looksLikeHtml = type === 'text/html' || /^\s*</.test(text);
    const what = looksLikeHtml
      ? 'a web page instead of data'
      : text.trim() === ''
        ? 'nothing'
        : 'data that is cut short or garbled';
    throw new ApiError('not-json', `The server answered with ${what}.`, {
      status: response.status,
      cause,
    });
  }
}

function check<Schema extends v.GenericSchema>(
  body: unknown,
  schema: Schema,
  path: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const at = place === null ? '' : ` at “${place}”`;
  const what =
    issue.kind === 'schema'
      ? `${issue.expected} was expected and ${sanitizeText(issue.received, 80)} came`
      : issue.message;
  throw new ApiError(
    'unexpected',
    `The server’s answer is not what its documentation promises:${at} ${what}.`,
    { detail: path },
  );
}
