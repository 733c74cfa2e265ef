import { answerText, apiResponse, htmlType, json, page, type Answer } from './answers.ts';
import type { FailBody, Faults, WrongShape } from './faults.ts';

/** Whether the `count`th request, from 1, is one of every so many; 0 is never. */
export function falls(every: number, count: number): boolean {
  return every > 0 && count % every === 0;
}

/** The refusal that `fail` makes, with Retry-After where `retry-after` asks for it. */
export function failure({ failStatus, failBody, retryAfter }: Faults): Answer {
  return withRetryAfter(refusals[failBody](failStatus), retryAfter);
}

/** The refusal that `fail-downloads` makes, of the same kind. */
export function downloadFailure({ retryAfter }: Faults): Answer {
  return withRetryAfter(refusals.html(503), retryAfter);
}

const sentence = 'No server is available to handle this request.';
const refusals: Readonly<Record<FailBody, (status: number) => Answer>> = {
  html: (status) => page(status, `${status} Service Unavailable`, sentence),
  json: (status) => json({ detail: sentence }, status),
  empty: (status) => ({ status, contentType: htmlType, body: '' }),
};

function withRetryAfter(refused: Answer, retryAfter: number | null): Answer {
  return retryAfter === null
    ? refused
    : { ...refused, headers: { 'Retry-After': String(retryAfter) } };
}

/** Resolves after that many milliseconds, or rejects with the signal's reason once it aborts. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
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

/** A body that never comes, and fails with the signal's reason once it aborts. */
function silence(signal: AbortSignal): ReadableStream<Uint8Array> {
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

/** A paged list's body as `wrong-shape` deforms it; any other body as it is. */
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
 * The Response of an API answer, spoiled as the faults say.
 * @param count which API request this is, from 1
 * @param signal of the request; a body that is stalled fails when it aborts
 */
export function spoiledResponse(
  answer: Answer,
  faults: Faults,
  count: number,
  signal: AbortSignal,
): Response {
  const { wrongShape } = faults;
  const shaped = wrongShape ? { ...answer, body: deform(answer.body, wrongShape) } : answer;
  if (falls(faults.stall, count)) return apiResponse(shaped, silence(signal));
  const text = answerText(shaped);
  const whole = !falls(faults.truncate, count);
  return apiResponse(shaped, whole ? text : text.slice(0, Math.floor(text.length / 2)));
}
