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
  fresh,
  idsUpTo,
  makeMovingList,
  type Step,
  stopped,
} from './movingList.ts';
import { fileWith } from '../domain/world.ts';

const answer: Step = { event: { kind: 'answer' } };
const busy: Step = { event: { kind: '503' } };

const trouble: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    { kind: '503' },
    { kind: '500' },
    { kind: 'timeout' },
    { kind: 'unreachable' },
    { kind: 'cut' },
  ),
  fc.record({ kind: fc.constant('429' as const), retryAfter: fc.nat({ max: 120 }) }),
  fc.record({
    kind: fc.constant('stop' as const),
    when: fc.constantFrom('before', 'after', 'keeping', 'waiting'),
  }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Event>({ kind: 'answer' }) },
  { weight: 1, arbitrary: trouble },
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
/** What the server makes of a wish for 500 rows. */
const cap = fc.constantFrom(Infinity, Infinity, 100, 7, 33);

/** The sizes that a reader asks for, by the rule: halved at each failure, doubled at each success. */
function expectedSizes(requests: readonly { limit: number; isAnswered: boolean }[]): number[] {
  let size = LOAD_PAGE_SIZE;
  let isCalm = true;
  return requests.map(({ isAnswered }) => {
    const params = size;
    if (!isAnswered) size = Math.max(25, Math.floor(size / 2));
    else if (isCalm) size = Math.min(LOAD_PAGE_SIZE, size * 2);
    isCalm = isAnswered;
    return params;
  });
}

describe('Whatever happens during a load', () => {
  test('no file that is always in the list is lost or duplicated', async () => {
    await fc.assert(
      fc.asyncProperty(length, cap, scripts(add, remove), async (many, most, script) => {
        const moving = makeMovingList(idsUpTo(many), script, { cap: most });
        const reading = await moving.readToTheEnd();
        const lost = [...moving.throughout].filter((id) => !moving.kept.has(id));
        expect(lost).toEqual([]);
        expect(reading.unique).toBe(moving.kept.size);
        expect(reading.status).toBe('complete');
        // Nothing is invented either.
        expect(moving.kept.size).toBeLessThanOrEqual(moving.endpoint().length + moving.removed());
      }),
      { seed, numRuns: 700 },
    );
  });

  test('the number of missing files is exact', async () => {
    const holes: fc.Arbitrary<Step> = fc.record({
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
        fc.array(holes, { maxLength: 40 }),
        async (many, most, script) => {
          const moving = makeMovingList(idsUpTo(many), script, { cap: most });
          const reading = await moving.readToTheEnd();
          const missing = moving.endpoint().filter((id) => id !== null && !moving.kept.has(id));
          expect(missingCount(reading)).toBe(missing.length);
          expect(reading.count).toBe(moving.endpoint().length);
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
        const moving = makeMovingList(idsUpTo(many), script, { cap: most, mixes: true });
        const reading = await moving.readToTheEnd();
        expect(reading.status).toBe('complete');
        expect(reading.unique).toBe(moving.kept.size);
        expect(reading.count).toBe(moving.endpoint().length);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('a list that does not change is loaded completely, each row once, redacted rows counted', async () => {
    const someEmpty = fc.array(fc.boolean(), { maxLength: 1200 });
    await fc.assert(
      fc.asyncProperty(someEmpty, cap, scripts(), async (empties, most, script) => {
        // An answer that the reader was stopped at comes again: that is no doubled row of the list.
        const steps = script.filter(({ event: { kind } }) => kind !== 'stop');
        const ids = empties.map((isEmpty, at) => (isEmpty ? null : at));
        const moving = makeMovingList(ids, steps, { cap: most });
        const reading = await moving.readToTheEnd();
        const redactedCount = ids.filter((id) => id === null).length;
        expect(reading).toMatchObject({
          status: 'complete',
          offset: ids.length,
          count: ids.length,
          unique: ids.length - redactedCount,
          redactedCount,
          duplicated: 0,
        });
        expect(missingCount(reading)).toBe(0);
        expect([...moving.kept.keys()]).toEqual(ids.filter((id) => id !== null));
        // Each row was answered once.
        const answered = moving.requests.filter(({ isAnswered }) => isAnswered);
        const offsets = answered.map(({ offset }) => offset);
        expect(new Set(offsets).size).toBe(offsets.length);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('sizes are halved at each failure and grow back; no other sizes are requested', async () => {
    await fc.assert(
      fc.asyncProperty(length, scripts(add, remove), async (many, script) => {
        // Without giving up and without stopping: those begin anew from what was told.
        const steps = script.filter(({ event: { kind } }) => kind !== 'stop');
        const moving = makeMovingList(idsUpTo(many), steps);
        if ((await moving.confirm()) !== null) return;
        expect(moving.requests.map(({ limit }) => limit)).toEqual(expectedSizes(moving.requests));
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a delay or the end follows every failure', async () => {
    await fc.assert(
      fc.asyncProperty(length, scripts(), async (many, script) => {
        const moving = makeMovingList(idsUpTo(many), script);
        await moving.readToTheEnd();
        for (const { ms, error } of moving.waits) {
          expect(error).toBeInstanceOf(ApiError);
          expect(ms).toBeGreaterThanOrEqual((error?.retryAfter ?? 0) * 1000);
          expect(ms).toBeGreaterThanOrEqual(250);
          expect(ms).toBeLessThanOrEqual(Math.max(20_000, (error?.retryAfter ?? 0) * 1000));
        }
        const failures = moving.requests.filter(({ isAnswered }) => !isAnswered).length;
        const ends = moving.told.filter(({ status }) => status === 'error' || status === 'idle');
        expect(moving.waits.length).toBeLessThanOrEqual(failures);
        expect(moving.waits.length + ends.length).toBeGreaterThanOrEqual(failures);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('the reported state is true', async () => {
    await fc.assert(
      fc.asyncProperty(length, cap, scripts(add, remove), async (many, most, script) => {
        const moving = makeMovingList(idsUpTo(many), script, { cap: most });
        await moving.readToTheEnd();
        for (const reading of moving.told) {
          expect(reading.offset).toBeGreaterThanOrEqual(0);
          expect(reading.unique).toBeLessThanOrEqual(moving.kept.size);
          expect(reading.resumesAt === null).toBe(reading.status !== 'backingOff');
          expect(reading.error !== null).toBe(['backingOff', 'error'].includes(reading.status));
          if (reading.rate !== null) expect(reading.rate).toBeGreaterThanOrEqual(0);
        }
        const completes = moving.told.filter(({ status }) => status === 'complete');
        expect(completes).toEqual([moving.told.at(-1)]);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('Aborted at any request, in any way', () => {
  const cases = (['before', 'after', 'keeping', 'waiting'] as const).flatMap((when) =>
    [0, 1, 2, 3, 4, 5].map((request) => ({ when, request })),
  );

  test.each(cases)('$when request $request: it continues where it stopped', async (stop) => {
    const script: Step[] = [
      ...Array.from({ length: stop.request }, () => answer),
      { event: { kind: 'stop', when: stop.when } },
    ];
    const moving = makeMovingList(idsUpTo(2600), script);
    expect(await moving.confirm()).toBe(stopped);
    const last = moving.told.at(-1);
    expect(last).toMatchObject({
      status: 'idle',
      resumesAt: null,
      error: null,
      offset: moving.kept.size,
    });
    if (stop.when !== 'keeping') expect(last?.offset).toBe(stop.request * 500);
    const before = moving.requests.length;
    const reading = await moving.readToTheEnd();
    expect(moving.requests[before]?.offset).toBe(last?.offset);
    expect(reading).toMatchObject({ status: 'complete', unique: 2600, count: 2600 });
    expect([...moving.kept.keys()]).toEqual(idsUpTo(2600));
  });

  test('before it starts, nothing is requested and nothing stored', async () => {
    const moving = makeMovingList(idsUpTo(10), [{ event: { kind: 'stop', when: 'before' } }]);
    expect(await moving.confirm()).toBe(stopped);
    expect(moving.kept.size).toBe(0);
    expect(moving.told.at(-1)).toMatchObject({ status: 'idle', offset: 0, count: null });
  });
});

test('the next rows are requested while the last ones are stored, one request at a time', async () => {
  const steps: string[] = [];
  const moving = makeMovingList(idsUpTo(1400), []);
  const { fetchPage, store } = moving.parts;
  moving.parts.fetchPage = async (limit, offset, signal) => {
    steps.push(`ask ${offset}`);
    return fetchPage(limit, offset, signal);
  };
  moving.parts.store = async (page) => {
    const kept = await store(page);
    steps.push(`kept ${kept.size}`);
    return kept;
  };
  await moving.readToTheEnd();
  expect(steps).toEqual(['ask 0', 'ask 500', 'kept 500', 'ask 1000', 'kept 1000', 'kept 1400']);
});

describe('A failing server', () => {
  test('that fails every third request: the list is loaded completely', async () => {
    const script = Array.from({ length: 60 }, (_, at) => (at % 3 === 2 ? busy : answer));
    const moving = makeMovingList(idsUpTo(15_803), script);
    expect(await moving.confirm()).toBeNull();
    expect([...moving.kept.keys()]).toEqual(idsUpTo(15_803));
    expect(moving.told.at(-1)).toMatchObject({ status: 'complete', duplicated: 0, error: null });
    expect(moving.requests.length).toBeLessThan(100);
  });

  test('reports the delay and its reason', async () => {
    const script: Step[] = [{ event: { kind: '429', retryAfter: 90 } }];
    const moving = makeMovingList(idsUpTo(10), script);
    await moving.confirm();
    expect(moving.waits.map(({ ms }) => ms)).toEqual([90_000]);
    const waiting = moving.told.find(({ status }) => status === 'backingOff');
    expect(waiting).toMatchObject({ resumesAt: 1_000_040 + 90_000, size: 250, offset: 0 });
    expect(waiting?.error).toMatchObject({ status: 429, retryAfter: 90 });
  });

  test('ends the load at the seventh failure, with half the size each time', async () => {
    const moving = makeMovingList(idsUpTo(900), [answer, ...Array.from({ length: 7 }, () => busy)]);
    expect(await moving.confirm()).toMatchObject({ name: 'ApiError', status: 503 });
    expect(moving.requests.map(({ limit }) => limit)).toEqual([500, 500, 250, 125, 62, 31, 25, 25]);
    expect(moving.waits.map(({ ms }) => ms)).toEqual([375, 750, 1500, 3000, 6000, 12_000]);
    expect(moving.told.at(-1)).toMatchObject({ status: 'error', offset: 500, resumesAt: null });
    // The next try goes on from there, and learns that the trouble is over.
    const reading = await moving.readToTheEnd();
    expect(reading).toMatchObject({ status: 'complete', unique: 900, error: null });
    expect(moving.requests[8]).toMatchObject({ offset: 500, limit: 25 });
    expect(moving.requests[9]).toMatchObject({ offset: 525, limit: 50 });
  });

  test.each([
    ['refused', 400],
    ['refused', 404],
    ['unexpected', undefined],
    ['offline', undefined],
  ] as const)('for good (%s, %s) is not asked again', async (kind, status) => {
    const moving = makeMovingList(idsUpTo(10), []);
    const error = new ApiError(kind, 'No.', status === undefined ? {} : { status });
    let params = 0;
    moving.parts.fetchPage = () => {
      params++;
      return Promise.reject(error);
    };
    expect(await moving.confirm()).toBe(error);
    expect(params).toBe(1);
    expect(moving.told.at(-1)).toMatchObject({ status: 'error', error });
  });

  test('that returns fewer rows than requested: the load continues after these rows', async () => {
    const moving = makeMovingList(idsUpTo(95), [], { cap: 10 });
    await moving.confirm();
    expect(moving.requests.map(({ offset }) => offset)).toEqual([
      0, 10, 20, 30, 40, 50, 60, 70, 80, 90,
    ]);
    expect(moving.kept.size).toBe(95);
  });

  test('that returns no rows before the end: the load ends, and reports the gap', async () => {
    const moving = makeMovingList(idsUpTo(900), [answer, { event: { kind: 'empty' } }]);
    const reading = await moving.readToTheEnd();
    expect(moving.requests).toHaveLength(2);
    expect(missingCount(reading)).toBe(400);
  });
});

describe('A list that changes', () => {
  test('steps back by as many rows as have disappeared before the offset', async () => {
    const moving = makeMovingList(idsUpTo(1200), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'remove', at: 0, rows: 3 } },
    ]);
    const reading = await moving.readToTheEnd();
    expect(moving.requests.map(({ offset }) => offset)).toEqual([0, 500, 497, 997]);
    expect(reading).toMatchObject({ count: 1197, unique: 1200, status: 'complete' });
  });

  test('is loaded from the start if more rows disappear than are loaded', async () => {
    const moving = makeMovingList(idsUpTo(1200), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'remove', at: 0, rows: 900 } },
    ]);
    const reading = await moving.readToTheEnd();
    expect(moving.requests.map(({ offset }) => offset)).toEqual([0, 500, 0]);
    expect([...moving.throughout].every((id) => moving.kept.has(id))).toBe(true);
    expect(reading.count).toBe(300);
  });

  test('returns rows again and reports missing files if rows are added before the offset', async () => {
    const moving = makeMovingList(idsUpTo(1200), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'add', at: 0, rows: 3 } },
    ]);
    const reading = await moving.readToTheEnd();
    expect(reading).toMatchObject({ count: 1203, unique: 1200, duplicated: 3 });
    expect(missingCount(reading)).toBe(3);
  });

  test('at its end costs no request and misses no file', async () => {
    const moving = makeMovingList(idsUpTo(600), [
      answer,
      { event: { kind: 'answer' }, edit: { kind: 'add', at: 1, rows: 3 } },
    ]);
    const reading = await moving.readToTheEnd();
    expect(reading).toMatchObject({ count: 603, unique: 603, duplicated: 0 });
    expect(moving.requests).toHaveLength(2);
  });

  test('to nothing is complete and empty', async () => {
    const moving = makeMovingList([], []);
    expect(await moving.readToTheEnd()).toMatchObject({ status: 'complete', count: 0, unique: 0 });
    expect(moving.requests).toHaveLength(1);
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
  ])('of %i rows, no more is asked', async (most, requests) => {
    const moving = makeMovingList(idsUpTo(2000), []);
    expect(await moving.confirm(fresh, most)).toBeNull();
    expect(moving.requests.map(({ limit, offset }) => [limit, offset])).toEqual(requests);
    expect(moving.told.at(-1)).toMatchObject({ offset: most, count: 2000, unique: most });
    // What was read is gone on from.
    await moving.readToTheEnd();
    expect([...moving.kept.keys()]).toEqual(idsUpTo(2000));
    expect(moving.requests[requests.length]?.offset).toBe(most);
  });
});

describe('Cached rows', () => {
  interface Known {
    offset: number;
    rows: (DataFile | null)[];
    count: number;
  }

  function knowing(pages: readonly Known[]) {
    return {
      recall: (offset: number) => {
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

  function pageOf(ids: readonly number[], offset: number, limit: number): Known {
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
        const moving = makeMovingList(ids, [], { cap: most, ...knowing(pages) });
        await moving.readToTheEnd();
        expect([...moving.kept.keys()]).toEqual(ids);
        const isKnown = new Set(
          pages.flatMap((page) => page.rows.map((_, row) => page.offset + row)),
        );
        let askedTwice = 0;
        for (const { limit, offset } of moving.requests) {
          const end = Math.min(many, offset + limit);
          for (let row = offset; row < end; row++) if (isKnown.has(row)) askedTwice++;
        }
        expect(askedTwice).toBe(0);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('from before a change of the list do not cause an endless loop', async () => {
    const before = idsUpTo(1000);
    const now = [...before, 1001, 1002, 1003, 1004, 1005];
    const moving = makeMovingList(now, [], knowing([pageOf(before, 500, 100)]));
    const reading = await moving.readToTheEnd();
    expect([...moving.kept.keys()].toSorted((a, b) => a - b)).toEqual(now);
    expect(reading).toMatchObject({ count: 1005, unique: 1005 });
    expect(moving.requests.length).toBeLessThanOrEqual(4);
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
        // The list has changed since those pages came.
        const now = [...before];
        const at = Math.round(edit.at * many);
        const added = Array.from({ length: edit.rows }, (_, more) => many + more + 1);
        if (edit.kind === 'add') now.splice(at, 0, ...added);
        else now.splice(at, edit.rows);
        const moving = makeMovingList(now, [], knowing(pages));
        await moving.readToTheEnd();
        const lost = now.filter((id) => id <= many && !moving.kept.has(id));
        expect(lost).toEqual([]);
        const pageful = Math.ceil(many / LOAD_PAGE_SIZE) + 1;
        expect(moving.requests.length).toBeLessThanOrEqual(2 * (pageful + pages.length + 2));
      }),
      { seed, numRuns: 500 },
    );
  });

  test('can be the whole list, without a request', async () => {
    const ids = idsUpTo(250);
    const pages = [pageOf(ids, 0, 100), pageOf(ids, 100, 100), pageOf(ids, 200, 100)];
    const moving = makeMovingList(ids, [], knowing(pages));
    expect(await moving.readToTheEnd()).toMatchObject({
      status: 'complete',
      unique: 250,
      rate: null,
    });
    expect(moving.requests).toEqual([]);
  });
});
