import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../src/api/ApiError.ts';
import type { DataFile } from '../../src/api/schemas.ts';
import { LOAD_PAGE_SIZE } from '../../src/retrieval/loadState.ts';
import { missingCount } from '../../src/retrieval/loadState.ts';
import { seed } from '../domain/arbitraries.ts';
import {
  type Edit,
  type Event,
  initialState,
  idsUpTo,
  createChangingList,
  type Step,
  abortReason,
} from './changingList.ts';
import { fileWith } from '../domain/world.ts';

const answer: Step = { event: { kind: 'answer' } };
const busy: Step = { event: { kind: '503' } };

const failure: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    { kind: '503' },
    { kind: '500' },
    { kind: 'timeout' },
    { kind: 'unreachable' },
    { kind: 'cut' },
  ),
  fc.record({ kind: fc.constant('429' as const), retryAfter: fc.nat({ max: 120 }) }),
  fc.record({
    kind: fc.constant('abort' as const),
    when: fc.constantFrom('before', 'after', 'storing', 'delaying'),
  }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Event>({ kind: 'answer' }) },
  { weight: 1, arbitrary: failure },
);
const place = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const rows = fc.integer({ min: 1, max: 30 });
const add: fc.Arbitrary<Edit> = fc.record({ kind: fc.constant('add' as const), at: place, rows });
const remove: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constant('remove' as const),
  at: place,
  rows,
});
const shuffle: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constant('shuffle' as const),
  step: fc.integer({ min: 2, max: 9 }),
});

function scripts(...edits: fc.Arbitrary<Edit>[]): fc.Arbitrary<Step[]> {
  const edit = edits.length === 0 ? fc.constant(null) : fc.option(fc.oneof(...edits), { freq: 1 });
  return fc.array(fc.record({ event, edit }), { maxLength: 40 });
}

const length = fc.oneof(fc.nat({ max: 60 }), fc.integer({ min: 400, max: 2200 }));
/** The maximum number of rows in a response of the server. */
const cap = fc.constantFrom(Infinity, Infinity, 100, 7, 33);

/** The expected sizes of requests: halved after each failure, doubled after two successes in a row. */
function expectedSizes(requests: readonly { limit: number; isSuccessful: boolean }[]): number[] {
  let size = LOAD_PAGE_SIZE;
  let hasSucceeded = true;
  return requests.map(({ isSuccessful }) => {
    const limit = size;
    if (!isSuccessful) size = Math.max(25, Math.floor(size / 2));
    else if (hasSucceeded) size = Math.min(LOAD_PAGE_SIZE, size * 2);
    hasSucceeded = isSuccessful;
    return limit;
  });
}

describe('Whatever happens during a load', () => {
  test('no file that is always in the list is lost or duplicated', async () => {
    await fc.assert(
      fc.asyncProperty(length, cap, scripts(add, remove), async (many, most, script) => {
        const list = createChangingList(idsUpTo(many), script, { cap: most });
        const load = await list.loadToTheEnd();
        const lost = [...list.permanentIds].filter((id) => !list.stored.has(id));
        expect(lost).toEqual([]);
        expect(load.unique).toBe(list.stored.size);
        expect(load.status).toBe('complete');
        // The load stored no file that was never in the list.
        expect(list.stored.size).toBeLessThanOrEqual(
          list.currentIds().length + list.removedCount(),
        );
      }),
      { seed, numRuns: 700 },
    );
  });

  test('the number of missing files is exact', async () => {
    const stepsWithGaps: fc.Arbitrary<Step> = fc.record({
      event: fc.oneof(
        { weight: 9, arbitrary: event },
        { weight: 1, arbitrary: fc.constant<Event>({ kind: 'empty' }) },
      ),
      edit: fc.option(fc.oneof(add, shuffle), { freq: 1 }),
    });
    let short = 0;
    await fc.assert(
      fc.asyncProperty(
        length,
        cap,
        fc.array(stepsWithGaps, { maxLength: 40 }),
        async (many, most, script) => {
          const list = createChangingList(idsUpTo(many), script, { cap: most });
          const load = await list.loadToTheEnd();
          const missing = list.currentIds().filter((id) => id !== null && !list.stored.has(id));
          expect(missingCount(load)).toBe(missing.length);
          expect(load.count).toBe(list.currentIds().length);
          if (missing.length > 0) short++;
        },
      ),
      { seed, numRuns: 700 },
    );
    expect(short).toBeGreaterThan(50);
  });

  test('it ends, even if rows come and go before the current offset', async () => {
    await fc.assert(
      fc.asyncProperty(length, cap, scripts(add, remove, shuffle), async (many, most, script) => {
        const list = createChangingList(idsUpTo(many), script, { cap: most, mixesEdits: true });
        const load = await list.loadToTheEnd();
        expect(load.status).toBe('complete');
        expect(load.unique).toBe(list.stored.size);
        expect(load.count).toBe(list.currentIds().length);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('a list that does not change is loaded completely, each row once, redacted rows counted', async () => {
    const someEmpty = fc.array(fc.boolean(), { maxLength: 1200 });
    await fc.assert(
      fc.asyncProperty(someEmpty, cap, scripts(), async (empties, most, script) => {
        // Without aborts: a page that was aborted while it was stored is requested again, and counts as duplicated.
        const steps = script.filter(({ event: { kind } }) => kind !== 'abort');
        const ids = empties.map((isEmpty, at) => (isEmpty ? null : at));
        const list = createChangingList(ids, steps, { cap: most });
        const load = await list.loadToTheEnd();
        const redactedCount = ids.filter((id) => id === null).length;
        expect(load).toMatchObject({
          status: 'complete',
          offset: ids.length,
          count: ids.length,
          unique: ids.length - redactedCount,
          redactedCount,
          duplicated: 0,
        });
        expect(missingCount(load)).toBe(0);
        expect([...list.stored.keys()]).toEqual(ids.filter((id) => id !== null));
        // No row was sent twice.
        const answered = list.requests.filter(({ isSuccessful }) => isSuccessful);
        const offsets = answered.map(({ offset }) => offset);
        expect(new Set(offsets).size).toBe(offsets.length);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('sizes are halved at each failure and grow back; no other sizes are requested', async () => {
    await fc.assert(
      fc.asyncProperty(length, scripts(add, remove), async (many, script) => {
        // Only loads without aborts and errors: after these, a new load continues with the size in the state.
        const steps = script.filter(({ event: { kind } }) => kind !== 'abort');
        const list = createChangingList(idsUpTo(many), steps);
        if ((await list.loadOnce()) !== null) return;
        expect(list.requests.map(({ limit }) => limit)).toEqual(expectedSizes(list.requests));
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a delay or the end follows every failure', async () => {
    await fc.assert(
      fc.asyncProperty(length, scripts(), async (many, script) => {
        const list = createChangingList(idsUpTo(many), script);
        await list.loadToTheEnd();
        for (const { ms, error } of list.delays) {
          expect(error).toBeInstanceOf(ApiError);
          expect(ms).toBeGreaterThanOrEqual((error?.retryAfter ?? 0) * 1000);
          expect(ms).toBeGreaterThanOrEqual(250);
          expect(ms).toBeLessThanOrEqual(Math.max(20_000, (error?.retryAfter ?? 0) * 1000));
        }
        const failures = list.requests.filter(({ isSuccessful }) => !isSuccessful).length;
        const ends = list.states.filter(({ status }) => status === 'error' || status === 'idle');
        expect(list.delays.length).toBeLessThanOrEqual(failures);
        expect(list.delays.length + ends.length).toBeGreaterThanOrEqual(failures);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('the reported state is true', async () => {
    await fc.assert(
      fc.asyncProperty(length, cap, scripts(add, remove), async (many, most, script) => {
        const list = createChangingList(idsUpTo(many), script, { cap: most });
        await list.loadToTheEnd();
        for (const load of list.states) {
          expect(load.offset).toBeGreaterThanOrEqual(0);
          expect(load.unique).toBeLessThanOrEqual(list.stored.size);
          expect(load.resumesAt === null).toBe(load.status !== 'backingOff');
          expect(load.error !== null).toBe(['backingOff', 'error'].includes(load.status));
          if (load.rate !== null) expect(load.rate).toBeGreaterThanOrEqual(0);
        }
        const completes = list.states.filter(({ status }) => status === 'complete');
        expect(completes).toEqual([list.states.at(-1)]);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('Aborted at any request, in any way', () => {
  const cases = (['before', 'after', 'storing', 'delaying'] as const).flatMap((when) =>
    [0, 1, 2, 3, 4, 5].map((request) => ({ when, request })),
  );

  test.each(cases)('$when request $request: it continues where it stopped', async (abort) => {
    const script: Step[] = [
      ...Array.from({ length: abort.request }, () => answer),
      { event: { kind: 'abort', when: abort.when } },
    ];
    const list = createChangingList(idsUpTo(2600), script);
    expect(await list.loadOnce()).toBe(abortReason);
    const last = list.states.at(-1);
    expect(last).toMatchObject({
      status: 'idle',
      resumesAt: null,
      error: null,
      offset: list.stored.size,
    });
    if (abort.when !== 'storing') expect(last?.offset).toBe(abort.request * 500);
    const before = list.requests.length;
    const load = await list.loadToTheEnd();
    expect(list.requests[before]?.offset).toBe(last?.offset);
    expect(load).toMatchObject({ status: 'complete', unique: 2600, count: 2600 });
    expect([...list.stored.keys()]).toEqual(idsUpTo(2600));
  });

  test('before it starts, nothing is requested and nothing stored', async () => {
    const list = createChangingList(idsUpTo(10), [{ event: { kind: 'abort', when: 'before' } }]);
    expect(await list.loadOnce()).toBe(abortReason);
    expect(list.stored.size).toBe(0);
    expect(list.states.at(-1)).toMatchObject({ status: 'idle', offset: 0, count: null });
  });
});

test('the next rows are requested while the last ones are stored, one request at a time', async () => {
  const steps: string[] = [];
  const list = createChangingList(idsUpTo(1400), []);
  const { fetchPage, store } = list.dependencies;
  list.dependencies.fetchPage = async (limit, offset, signal) => {
    steps.push(`request ${offset}`);
    return fetchPage(limit, offset, signal);
  };
  list.dependencies.store = async (page) => {
    const stored = await store(page);
    steps.push(`stored ${stored.size}`);
    return stored;
  };
  await list.loadToTheEnd();
  expect(steps).toEqual([
    'request 0',
    'request 500',
    'stored 500',
    'request 1000',
    'stored 1000',
    'stored 1400',
  ]);
});

describe('A failing server', () => {
  test('that fails every third request: the list is loaded completely', async () => {
    const script = Array.from({ length: 60 }, (_, at) => (at % 3 === 2 ? busy : answer));
    const list = createChangingList(idsUpTo(15_803), script);
    expect(await list.loadOnce()).toBeNull();
    expect([...list.stored.keys()]).toEqual(idsUpTo(15_803));
    expect(list.states.at(-1)).toMatchObject({ status: 'complete', duplicated: 0, error: null });
    expect(list.requests.length).toBeLessThan(100);
  });

  test('reports the delay and its reason', async () => {
    const script: Step[] = [{ event: { kind: '429', retryAfter: 90 } }];
    const list = createChangingList(idsUpTo(10), script);
    await list.loadOnce();
    expect(list.delays.map(({ ms }) => ms)).toEqual([90_000]);
    const waiting = list.states.find(({ status }) => status === 'backingOff');
    expect(waiting).toMatchObject({ resumesAt: 1_000_040 + 90_000, size: 250, offset: 0 });
    expect(waiting?.error).toMatchObject({ status: 429, retryAfter: 90 });
  });

  test('ends the load at the seventh failure, with half the size each time', async () => {
    const list = createChangingList(idsUpTo(900), [
      answer,
      ...Array.from({ length: 7 }, () => busy),
    ]);
    expect(await list.loadOnce()).toMatchObject({ name: 'ApiError', status: 503 });
    expect(list.requests.map(({ limit }) => limit)).toEqual([500, 500, 250, 125, 62, 31, 25, 25]);
    expect(list.delays.map(({ ms }) => ms)).toEqual([375, 750, 1500, 3000, 6000, 12_000]);
    expect(list.states.at(-1)).toMatchObject({ status: 'error', offset: 500, resumesAt: null });
    // The next load continues there, and the server works again.
    const load = await list.loadToTheEnd();
    expect(load).toMatchObject({ status: 'complete', unique: 900, error: null });
    expect(list.requests[8]).toMatchObject({ offset: 500, limit: 25 });
    expect(list.requests[9]).toMatchObject({ offset: 525, limit: 50 });
  });

  test.each([
    ['refused', 400],
    ['refused', 404],
    ['unexpected', undefined],
    ['offline', undefined],
  ] as const)('that fails permanently (%s, %s) gets no second request', async (kind, status) => {
    const list = createChangingList(idsUpTo(10), []);
    const error = new ApiError(kind, 'No.', status === undefined ? {} : { status });
    let requests = 0;
    list.dependencies.fetchPage = () => {
      requests++;
      return Promise.reject(error);
    };
    expect(await list.loadOnce()).toBe(error);
    expect(requests).toBe(1);
    expect(list.states.at(-1)).toMatchObject({ status: 'error', error });
  });

  test('that returns fewer rows than requested: the load continues after these rows', async () => {
    const list = createChangingList(idsUpTo(95), [], { cap: 10 });
    await list.loadOnce();
    expect(list.requests.map(({ offset }) => offset)).toEqual([
      0, 10, 20, 30, 40, 50, 60, 70, 80, 90,
    ]);
    expect(list.stored.size).toBe(95);
  });

  test('that returns no rows before the end: the load ends, and reports the gap', async () => {
    const list = createChangingList(idsUpTo(900), [answer, { event: { kind: 'empty' } }]);
    const load = await list.loadToTheEnd();
    expect(list.requests).toHaveLength(2);
    expect(missingCount(load)).toBe(400);
  });
});

describe('A list that changes', () => {
  test('steps back by as many rows as have disappeared before the offset', async () => {
    const list = createChangingList(idsUpTo(1200), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'remove', at: 0, rows: 3 } },
    ]);
    const load = await list.loadToTheEnd();
    expect(list.requests.map(({ offset }) => offset)).toEqual([0, 500, 497, 997]);
    expect(load).toMatchObject({ count: 1197, unique: 1200, status: 'complete' });
  });

  test('is loaded from the start if more rows disappear than are loaded', async () => {
    const list = createChangingList(idsUpTo(1200), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'remove', at: 0, rows: 900 } },
    ]);
    const load = await list.loadToTheEnd();
    expect(list.requests.map(({ offset }) => offset)).toEqual([0, 500, 0]);
    expect([...list.permanentIds].every((id) => list.stored.has(id))).toBe(true);
    expect(load.count).toBe(300);
  });

  test('returns rows again and reports missing files if rows are added before the offset', async () => {
    const list = createChangingList(idsUpTo(1200), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'add', at: 0, rows: 3 } },
    ]);
    const load = await list.loadToTheEnd();
    expect(load).toMatchObject({ count: 1203, unique: 1200, duplicated: 3 });
    expect(missingCount(load)).toBe(3);
  });

  test('at its end costs no request and misses no file', async () => {
    const list = createChangingList(idsUpTo(600), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'add', at: 1, rows: 3 } },
    ]);
    const load = await list.loadToTheEnd();
    expect(load).toMatchObject({ count: 603, unique: 603, duplicated: 0 });
    expect(list.requests).toHaveLength(2);
  });

  test('to nothing is complete and empty', async () => {
    const list = createChangingList([], []);
    expect(await list.loadToTheEnd()).toMatchObject({ status: 'complete', count: 0, unique: 0 });
    expect(list.requests).toHaveLength(1);
  });
});

describe('With a maximum number of rows', () => {
  test.each([
    [100, [[100, 0]]],
    [500, [[500, 0]]],
    [
      600,
      [
        [500, 0],
        [100, 500],
      ],
    ],
  ])('of %i, requests no more rows', async (most, requests) => {
    const list = createChangingList(idsUpTo(2000), []);
    expect(await list.loadOnce(initialState, most)).toBeNull();
    expect(list.requests.map(({ limit, offset }) => [limit, offset])).toEqual(requests);
    expect(list.states.at(-1)).toMatchObject({ offset: most, count: 2000, unique: most });
    // A later load continues after these rows.
    await list.loadToTheEnd();
    expect([...list.stored.keys()]).toEqual(idsUpTo(2000));
    expect(list.requests[requests.length]?.offset).toBe(most);
  });
});

describe('Cached rows', () => {
  interface CachedPage {
    offset: number;
    rows: (DataFile | null)[];
    count: number;
  }

  function cacheOf(pages: readonly CachedPage[]) {
    return {
      knownRows: (offset: number) => {
        const page = pages.find(
          (each) => each.offset <= offset && offset < each.offset + each.rows.length,
        );
        if (page === undefined) return null;
        return { rows: page.rows.slice(offset - page.offset), count: page.count };
      },
      nextKnown: (offset: number) =>
        Math.min(...pages.map((page) => page.offset).filter((start) => start > offset)),
    };
  }

  function pageOf(ids: readonly number[], offset: number, limit: number): CachedPage {
    const some = ids.slice(offset, offset + limit).map((id) => fileWith({ id }));
    return { offset, rows: some, count: ids.length };
  }

  const places = fc.array(
    fc.tuple(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.integer({ min: 1, max: 300 })),
    { maxLength: 5 },
  );

  test('are not requested again; all others are', async () => {
    await fc.assert(
      fc.asyncProperty(length, places, cap, async (many, where, most) => {
        const ids = idsUpTo(many);
        const pages = where
          .map(([at, limit]) => pageOf(ids, Math.floor(at * many), limit))
          .filter((page) => page.rows.length > 0);
        const list = createChangingList(ids, [], { cap: most, ...cacheOf(pages) });
        await list.loadToTheEnd();
        expect([...list.stored.keys()]).toEqual(ids);
        const isKnown = new Set(
          pages.flatMap((page) => page.rows.map((_, row) => page.offset + row)),
        );
        let requestedAgain = 0;
        for (const { limit, offset } of list.requests) {
          const end = Math.min(many, offset + limit);
          for (let row = offset; row < end; row++) if (isKnown.has(row)) requestedAgain++;
        }
        expect(requestedAgain).toBe(0);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('from before a change of the list do not cause an endless loop', async () => {
    const before = idsUpTo(1000);
    const now = [...before, 1001, 1002, 1003, 1004, 1005];
    const list = createChangingList(now, [], cacheOf([pageOf(before, 500, 100)]));
    const load = await list.loadToTheEnd();
    expect([...list.stored.keys()].toSorted((a, b) => a - b)).toEqual(now);
    expect(load).toMatchObject({ count: 1005, unique: 1005 });
    expect(list.requests.length).toBeLessThanOrEqual(4);
  });

  test('from before a change of the list lose no file and cost few requests', async () => {
    const change = fc.record({
      kind: fc.constantFrom('add' as const, 'remove' as const),
      at: place,
      rows,
    });
    await fc.assert(
      fc.asyncProperty(length, places, change, async (many, where, edit) => {
        const before = idsUpTo(many);
        const pages = where
          .map(([at, limit]) => pageOf(before, Math.floor(at * many), limit))
          .filter((page) => page.rows.length > 0);
        // The list has changed since these pages were cached.
        const now = [...before];
        const at = Math.round(edit.at * many);
        const added = Array.from({ length: edit.rows }, (_, more) => many + more + 1);
        if (edit.kind === 'add') now.splice(at, 0, ...added);
        else now.splice(at, edit.rows);
        const list = createChangingList(now, [], cacheOf(pages));
        await list.loadToTheEnd();
        const lost = now.filter((id) => id <= many && !list.stored.has(id));
        expect(lost).toEqual([]);
        const pageful = Math.ceil(many / LOAD_PAGE_SIZE) + 1;
        expect(list.requests.length).toBeLessThanOrEqual(2 * (pageful + pages.length + 2));
      }),
      { seed, numRuns: 500 },
    );
  });

  test('can be the whole list, without a request', async () => {
    const ids = idsUpTo(250);
    const pages = [pageOf(ids, 0, 100), pageOf(ids, 100, 100), pageOf(ids, 200, 100)];
    const list = createChangingList(ids, [], cacheOf(pages));
    expect(await list.loadToTheEnd()).toMatchObject({
      status: 'complete',
      unique: 250,
      rate: null,
    });
    expect(list.requests).toEqual([]);
  });
});
