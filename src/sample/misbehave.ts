import { bodyText, apiResponse, htmlType, json, page, type PlainResponse } from './responses.ts';
import type { FailBody, Faults, WrongShape } from './faults.ts';

/**
 * Whether a fault of every `every`th request affects request number `count`, counted from 1. An `every` of 0 means
 * never.
 */
export function isAffected(every: number, count: number): boolean {
  return every > 0 && count % every === 0;
}

/** The failure for the token `fail`, with Retry-After if `retry-after` is set. */
export function failure({ failStatus, failBody, retryAfter }: Faults): PlainResponse {
  return withRetryAfter(refusals[failBody](failStatus), retryAfter);
}

/** The same kind of failure for the token `fail-downloads`. */
export function downloadFailure({ retryAfter }: Faults): PlainResponse {
  return withRetryAfter(refusals.html(503), retryAfter);
}

const sentence = 'No server is available to handle this request.';
const refusals: Readonly<Record<FailBody, (status: number) => PlainResponse>> = {
  html: (status) => page(status, `${status} Service Unavailable`, sentence),
  json: (status) => json({ detail: sentence }, status),
  empty: (status) => ({ status, contentType: htmlType, body: '' }),
};

function withRetryAfter(response: PlainResponse, retryAfter: number | null): PlainResponse {
  return retryAfter === null
    ? response
    : { ...response, headers: { 'Retry-After': String(retryAfter) } };
}

/** Resolves after a delay in ms, or rejects with the signal's reason when it aborts. */
export function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** A body that never arrives, and fails with the signal's reason when it aborts. */
function stalledBody(signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      const stop = () => controller.error(signal.reason);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    },
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongRow(row: unknown, index: number): unknown {
  if (index % 2 === 0 || !isRecord(row)) return row;
  const wrong = {
    id: String(row.id),
    name: 7,
    created: 'yesterday',
    datatypes: null,
    children: 'none',
  };
  return { ...row, ...wrong, basename: 12, download_url: null, source_project: 5, user: [] };
}

/** Changes the body of a paged list for the token `wrong-shape`. Returns other bodies unchanged. */
function deform(body: unknown, shape: WrongShape): unknown {
  if (!isRecord(body) || !Array.isArray(body.results)) return body;
  const results: readonly unknown[] = body.results;
  const shapes: Readonly<Record<WrongShape, () => unknown>> = {
    results: () => ({ ...body, results: Object.fromEntries(results.entries()) }),
    list: () => results,
    null: () => null,
    count: () => ({ ...body, count: null }),
    rows: () => ({ ...body, results: results.map(wrongRow) }),
  };
  return shapes[shape]();
}

/**
 * Creates the Response of an API request with the effects of the faults.
 * @param count number of this API request, from 1
 * @param signal of the request; a stalled body fails when it aborts
 */
export function faultyResponse(
  response: PlainResponse,
  faults: Faults,
  count: number,
  signal: AbortSignal,
): Response {
  const { wrongShape } = faults;
  const shaped = wrongShape ? { ...response, body: deform(response.body, wrongShape) } : response;
  if (isAffected(faults.stall, count)) return apiResponse(shaped, stalledBody(signal));
  const text = bodyText(shaped);
  const whole = !isAffected(faults.truncate, count);
  return apiResponse(shaped, whole ? text : text.slice(0, Math.floor(text.length / 2)));
}
