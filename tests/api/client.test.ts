import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../../src/api/ApiError.ts';
import { getJson, type GetJsonOptions } from '../../src/api/client.ts';
import {
  type Answer,
  breakOff,
  fakeSource,
  html,
  json,
  noConnection,
  raw,
  silence,
  stall,
} from './fakeSource.ts';

const path = '/api/public/datafiles/?limit=5';
const schema = v.object({ count: v.number() });
const good = json({ count: 3 });
const page = '<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The result or error of `getJson`, with fake timers that skip all delays. */
async function ask(answers: [Answer, ...Answer[]], options: GetJsonOptions = {}) {
  const { source, requests } = fakeSource(...answers);
  const params = getJson(source, path, schema, options).then(
    (value) => ({ value, error: null }),
    (error: unknown) => ({ value: null, error }),
  );
  await vi.runAllTimersAsync();
  const result = await params;
  return { ...result, requests };
}

async function failure(answer: Answer, options: GetJsonOptions = { retries: 0 }) {
  const { error } = await ask([answer], options);
  if (!(error instanceof ApiError)) throw new Error('Expected an ApiError.', { cause: error });
  return error;
}

describe('A request', () => {
  test('has no credentials and no referrer, bypasses the cache, and accepts JSON', async () => {
    const { requests, value } = await ask([good]);
    expect(value).toEqual({ count: 3 });
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.url).toBe('https://api.example/api/public/datafiles/?limit=5');
    expect(request?.method).toBe('GET');
    expect(request?.credentials).toBe('omit');
    expect(request?.cache).toBe('no-store');
    expect(request?.referrerPolicy).toBe('no-referrer');
    // This is its only header, and a simple one, so there is no preflight.
    expect([...(request?.headers ?? [])]).toEqual([['accept', 'application/json']]);
  });

  test('is the same when it is retried', async () => {
    const { requests } = await ask([raw(null, { status: 503 }), good]);
    expect(requests.map(({ url }) => url)).toEqual(requests.map(() => requests[0]?.url));
    expect(requests[1]).toMatchObject({ credentials: 'omit', cache: 'no-store' });
    expect(requests).toHaveLength(2);
  });

  test('goes to the path of an origin with a port', async () => {
    const { source, requests } = fakeSource(good);
    await getJson({ ...source, origin: 'http://localhost:4173' }, path, schema);
    expect(requests[0]?.url).toBe('http://localhost:4173/api/public/datafiles/?limit=5');
  });
});

describe('Without a response', () => {
  test('an offline device is reported as such', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const error = await failure(noConnection);
    expect(error).toMatchObject({ kind: 'offline', status: null });
    expect(error.message).toBe('This device is offline.');
  });

  test('a missing `navigator.onLine` does not count as offline', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Node.js/22' });
    expect(await failure(noConnection)).toMatchObject({ kind: 'unreachable' });
  });

  test.each([
    ['no connection', noConnection],
    ['a connection lost in the middle of the body', breakOff],
  ])('%s is reported with the host, but without the exception', async (_name, answer) => {
    vi.stubGlobal('navigator', { onLine: true });
    const error = await failure(answer);
    expect(error).toMatchObject({ kind: 'unreachable', status: null, retryAfter: null });
    expect(error.message).toBe(
      'api.example could not be reached: it is down, or something on the way blocks it.',
    );
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test.each([
    ['if no headers arrive', silence],
    ['if the body stalls', stall],
  ])('%s, there is a timeout', async (_name, answer) => {
    // A fake clock does not affect AbortSignal.timeout, which the browser implements itself.
    vi.useRealTimers();
    const { source, requests } = fakeSource(answer);
    const params = getJson(source, path, schema, { timeout: 30, retries: 0 });
    await expect(params).rejects.toMatchObject({
      name: 'ApiError',
      kind: 'timeout',
      message: expect.stringMatching(/^The server did not answer within \d+ seconds\.$/),
    });
    expect(requests[0]?.signal.aborted).toBe(true);
  });

  test('the message contains the timeout in seconds', async () => {
    vi.useRealTimers();
    const deadline = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException(`${ms}`, 'TimeoutError')), 5);
      return controller.signal;
    });
    const { source } = fakeSource(silence);
    await expect(getJson(source, path, schema, { retries: 0 })).rejects.toThrow(
      'The server did not answer within 35 seconds.',
    );
    expect(deadline).toHaveBeenCalledWith(35_000);
  });

  test('a timeout is reported without a retry, so that the user can decide and a slow server is spared', async () => {
    vi.useRealTimers();
    const { source, requests } = fakeSource(silence, good);
    const onRetry = vi.fn<() => void>();
    const params = getJson(source, path, schema, { timeout: 30, onRetry });
    await expect(params).rejects.toMatchObject({ kind: 'timeout', isTransient: true });
    expect(onRetry).not.toHaveBeenCalled();
    expect(requests).toHaveLength(1);
  });
});

describe('An abort by the caller', () => {
  const reason = new Error('The result is no longer needed.');

  test.each([
    ['before the headers', silence],
    ['in the middle of the body', stall],
  ])('%s rejects with its reason, without a retry', async (_name, answer) => {
    const { source, requests } = fakeSource(answer);
    const controller = new AbortController();
    const onRetry = vi.fn<() => void>();
    const params = getJson(source, path, schema, { signal: controller.signal, onRetry });
    setTimeout(() => controller.abort(reason), 10);
    const outcome = params.catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await outcome).toBe(reason);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(onRetry).not.toHaveBeenCalled();
  });

  test('before the request rejects with its reason', async () => {
    const { error, requests } = await ask([good], { signal: AbortSignal.abort(reason) });
    expect(error).toBe(reason);
    expect(requests.length).toBeLessThanOrEqual(1);
  });

  test('between two attempts rejects immediately', async () => {
    const { source, requests } = fakeSource(
      raw(null, { status: 503, headers: { 'Retry-After': '60' } }),
    );
    const controller = new AbortController();
    const params = getJson(source, path, schema, { signal: controller.signal });
    const outcome = params.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    expect(requests).toHaveLength(1);
  });

  test('takes precedence over a simultaneous failure', async () => {
    const controller = new AbortController();
    const { error } = await ask(
      [
        () => {
          controller.abort(reason);
          return new Response(page, { status: 400 });
        },
      ],
      { signal: controller.signal },
    );
    expect(error).toBe(reason);
  });
});

describe('An error response', () => {
  const statuses = [400, 401, 403, 404, 405, 429, 500, 501, 502, 503, 504];

  describe.each(statuses)('with status %i', (status) => {
    const said =
      status === 429
        ? 'The server asks for fewer requests (status 429).'
        : status >= 500
          ? `The server could not answer (status ${status}).`
          : `The server refused the request (status ${status}).`;

    test('and JSON contains the message of Django REST framework', async () => {
      const error = await failure(json({ detail: 'Not found.' }, { status }));
      expect(error).toMatchObject({ kind: 'refused', status, detail: 'Not found.' });
      expect(error.message).toBe(`${said} It says: Not found.`);
    });

    test.each([
      ['HTML', html(page, { status })],
      ['HTML without saying so', raw(page, { status })],
      ['an empty body', raw(null, { status })],
      ['text', raw('upstream connect error', { status })],
      ['JSON without a message', json({}, { status })],
      ['a JSON string', json('<h1>no</h1>', { status })],
      ['JSON of numbers', json({ detail: 5, other: [{}] }, { status })],
      ['null', json(null, { status })],
    ])('and %s contains the status only', async (_name, answer) => {
      const error = await failure(answer);
      expect(error).toMatchObject({ kind: 'refused', status, detail: null });
      expect(error.message).toBe(said);
    });
  });

  test('contains the name of the invalid field', async () => {
    const error = await failure(
      json({ datatype_id: ['Enter a whole number.', 'And more.'], offset: 'No.' }, { status: 400 }),
    );
    expect(error.detail).toBe('datatype_id: Enter a whole number. offset: No.');
  });

  test('with a list of messages contains them without indexes', async () => {
    const error = await failure(json(['Invalid page.'], { status: 404 }));
    expect(error.detail).toBe('Invalid page.');
  });

  test('contains at most 300 characters of the server’s message', async () => {
    const error = await failure(json({ detail: 'x'.repeat(5000) }, { status: 400 }));
    expect(error.detail).toHaveLength(300);
    expect(error.message.length).toBeLessThan(400);
  });

  test.each([
    ['0', 0],
    ['120', 120],
    [' 7 ', 7],
    ['Wed, 03 Sep 2025 10:01:30 GMT', 90],
    ['Wed, 03 Sep 2025 09:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('with Retry-After: %s requests a delay of %s seconds', async (header, seconds) => {
    vi.setSystemTime('2025-09-03T10:00:00Z');
    const headers: HeadersInit = header === null ? {} : { 'Retry-After': header };
    const error = await failure(raw(null, { status: 429, headers }));
    expect(error.retryAfter).toBe(seconds);
  });
});

describe('A response that is not JSON', () => {
  test.each([
    ['a web page', html(page), 'a web page instead of data'],
    ['a web page that says it is JSON', raw(` \n${page}`), 'a web page instead of data'],
    ['an empty body', raw(''), 'nothing'],
    ['white space', raw(' \n'), 'nothing'],
    ['incomplete JSON', raw('{"count": 3, "resul'), 'data that is cut short or garbled'],
    ['two JSON values', raw('{"count": 3}{"count": 3}'), 'data that is cut short or garbled'],
    ['NaN', raw('{"count": NaN}'), 'data that is cut short or garbled'],
  ])('%s causes an error that describes it', async (_name, answer, what) => {
    const error = await failure(answer);
    expect(error).toMatchObject({ kind: 'not-json', status: 200 });
    expect(error.message).toBe(`The server answered with ${what}.`);
    expect(error.message).not.toMatch(/[<>{]/);
  });

  test('is detected for an empty 204 too', async () => {
    const error = await failure(raw(null, { status: 204 }));
    expect(error).toMatchObject({ kind: 'not-json', status: 204 });
  });
});

describe('JSON of another shape', () => {
  test.each([
    ['null', null],
    ['a list', []],
    ['a string', 'x'],
    ['an error under 200', { detail: 'Not found.' }],
    ['a count in words', { count: 'three' }],
  ])('%s causes an error with the path of the request and the mismatch', async (_name, body) => {
    const error = await failure(json(body));
    expect(error).toMatchObject({ kind: 'unexpected', detail: path });
    expect(error.message).toMatch(
      /^The server’s answer is not what its documentation promises:.* was expected and .* came\.$/,
    );
  });

  test('causes an error with the position in the response', async () => {
    expect((await failure(json({ count: 'three' }))).message).toContain('at “count” number was');
  });
});

describe('A retry', () => {
  const transient: [string, Answer][] = [
    ['429', json({ detail: 'Throttled.' }, { status: 429 })],
    ['502', html(page, { status: 502 })],
    ['503', html(page, { status: 503 })],
    ['504', raw(null, { status: 504 })],
    ['no connection', noConnection],
    ['a connection that breaks off', breakOff],
  ];
  const permanent: [string, Answer][] = [
    ...[400, 401, 403, 404, 405, 500].map((status): [string, Answer] => [
      String(status),
      raw(null, { status }),
    ]),
    ['HTML with 200', html(page)],
    ['incomplete JSON', raw('{')],
    ['another shape', json([])],
  ];

  test.each(transient)(
    'after %s happens twice, then the error is reported',
    async (_name, answer) => {
      const { error, requests } = await ask([answer]);
      expect(error).toBeInstanceOf(ApiError);
      expect(requests).toHaveLength(3);
    },
  );

  test.each(transient)('after %s ends with the first valid response', async (_name, answer) => {
    const { value, requests } = await ask([answer, good]);
    expect(value).toEqual({ count: 3 });
    expect(requests).toHaveLength(2);
  });

  test.each(permanent)(
    'after %s would not help: the error is reported immediately',
    async (_name, answer) => {
      const { error, requests } = await ask([answer, good]);
      expect(error).toBeInstanceOf(ApiError);
      expect(requests).toHaveLength(1);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test('does not happen while the device is offline', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect((await ask([noConnection, good])).requests).toHaveLength(1);
  });

  test.each([0, 1, 5])('happens %i times if requested', async (retries) => {
    const { requests } = await ask([raw(null, { status: 503 })], { retries });
    expect(requests).toHaveLength(retries + 1);
  });

  test('does not happen after a permanent error', async () => {
    const { error, requests } = await ask([
      raw(null, { status: 503 }),
      json({ detail: 'Not found.' }, { status: 404 }),
      good,
    ]);
    expect(error).toMatchObject({ status: 404 });
    expect(requests).toHaveLength(2);
  });

  test('is announced with its failure and its delay', async () => {
    const told: [number | null, number][] = [];
    const params = ask([raw(null, { status: 503 }), raw(null, { status: 502 }), good], {
      onRetry: (error, delay) => told.push([error.status, delay]),
    });
    const began = Date.now();
    const { value } = await params;
    expect(value).toEqual({ count: 3 });
    expect(told.map(([status]) => status)).toEqual([503, 502]);
    const waits = told.map(([, delay]) => delay);
    expect(waits[0]).toBeGreaterThanOrEqual(250);
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[1]).toBeGreaterThanOrEqual(500);
    expect(waits[1]).toBeLessThanOrEqual(1000);
    // Timers use whole milliseconds.
    expect(Math.abs(Date.now() - began - (waits[0] ?? 0) - (waits[1] ?? 0))).toBeLessThan(3);
  });

  test('happens after the delay in Retry-After', async () => {
    const { source, requests } = fakeSource(
      raw(null, { status: 429, headers: { 'Retry-After': '60' } }),
      good,
    );
    const params = getJson(source, path, schema);
    await vi.advanceTimersByTimeAsync(59_900);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(requests).toHaveLength(2);
    await expect(params).resolves.toEqual({ count: 3 });
  });

  test('does not happen if Retry-After is longer than the limit', async () => {
    const { source, requests } = fakeSource(
      raw(null, { status: 503, headers: { 'Retry-After': '3600' } }),
      good,
    );
    await expect(getJson(source, path, schema)).rejects.toMatchObject({ retryAfter: 3600 });
    expect(requests).toHaveLength(1);
  });
});
