import { expect, test } from 'vitest';
import { ApiError } from '../../src/api/ApiError.ts';
import { noFilters } from '../../src/domain/filters.ts';
import { createListLoader, type LoadWork } from '../../src/retrieval/listLoader.ts';
import { type LoadDependencies, loadList } from '../../src/retrieval/loadList.ts';
import { initialLoadState, type LoadState } from '../../src/retrieval/loadState.ts';
import { fileWith } from '../domain/world.ts';

const initialState = initialLoadState({ endpoint: { kind: 'all' }, parameters: {} });
const request = { filters: noFilters, mayLoadAll: false };
const confirmed = { filters: noFilters, mayLoadAll: true };

/** A loader of a list with `count` files. The server answers at once, except between `hold` and `answer`. */
function setUp(count: number, changes: Partial<LoadDependencies & LoadWork> = {}) {
  let state = initialState;
  const statuses: LoadState['status'][] = [];
  const requests: { limit: number; offset: number }[] = [];
  const stored = new Set<number>();
  let isHeld = false;
  let release = () => {};
  const dependencies: LoadDependencies = {
    fetchPage: async (limit, offset, signal) => {
      requests.push({ limit, offset });
      if (isHeld) {
        await new Promise<void>((resolve, reject) => {
          release = resolve;
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
      }
      signal.throwIfAborted();
      const ids = Array.from({ length: Math.min(limit, count - offset) }, (_, at) => offset + at);
      return { count, results: ids.map((id) => fileWith({ id })) };
    },
    knownRows: () => null,
    nextKnown: () => Infinity,
    store: (rows) => {
      const before = stored.size;
      for (const row of rows) if (row !== null) stored.add(row.id);
      const added = stored.size - before;
      return Promise.resolve({
        size: stored.size,
        duplicated: rows.length - added,
        redactedCount: 0,
      });
    },
    delay: () => Promise.resolve(),
    now: () => 0,
    ...changes,
  };
  const loader = createListLoader({
    initialState,
    getState: () => state,
    setState: (next) => {
      if (next.status !== state.status) statuses.push(next.status);
      state = next;
    },
    clear: () => {
      stored.clear();
      return Promise.resolve();
    },
    getWork: () =>
      Promise.resolve({
        loadList: (start, update, signal, most) =>
          loadList(start, dependencies, update, signal, most),
        prepare: () => Promise.resolve(),
        isStillBest: () => Promise.resolve(true),
        ...changes,
      }),
  });
  return {
    loader,
    statuses,
    requests,
    stored,
    state: () => state,
    /** Makes the server hold back its responses until `answer` is called. */
    hold: () => {
      isHeld = true;
    },
    answer: () => {
      isHeld = false;
      release();
    },
    until: async (status: LoadState['status']) => {
      await expect.poll(() => state.status).toBe(status);
    },
  };
}

test('it loads a short list without asking', async () => {
  const { loader, stored, requests, statuses } = setUp(600);
  expect(await loader.start(request).done).toMatchObject({ status: 'complete', unique: 600 });
  expect(stored.size).toBe(600);
  expect(requests).toEqual([
    { limit: 100, offset: 0 },
    { limit: 500, offset: 100 },
  ]);
  expect(statuses).toEqual(['loading', 'complete']);
});

test('it asks before it loads a long list, and continues when the user agrees', async () => {
  const { loader, state, requests, until } = setUp(1200);
  const { done } = loader.start(request);
  expect(await done).toMatchObject({ status: 'needsConfirmation', offset: 100 });
  expect(requests).toHaveLength(1);
  loader.confirm();
  await until('complete');
  expect(state().unique).toBe(1200);
  expect(requests.map(({ offset }) => offset)).toEqual([0, 100, 600, 1100]);
});

test('a caller that may load everything also loads for one that may not', async () => {
  const { loader } = setUp(1200);
  const cautious = loader.start(request);
  expect(await cautious.done).toMatchObject({ status: 'needsConfirmation' });
  expect(await loader.start(confirmed).done).toMatchObject({ status: 'complete' });
});

test('it asks again when the only caller that may load everything leaves', async () => {
  const { loader, hold, until, requests } = setUp(1200);
  loader.start(request);
  await until('needsConfirmation');
  hold();
  const { done, release } = loader.start(confirmed);
  await expect.poll(() => requests.length).toBe(2);
  release();
  await done;
  await until('needsConfirmation');
});

test('several callers share one load', async () => {
  const { loader, requests } = setUp(300);
  const all = await Promise.all(
    [request, confirmed, request].map((each) => loader.start(each).done),
  );
  expect(all.map(({ status }) => status)).toEqual(['complete', 'complete', 'complete']);
  expect(requests).toHaveLength(2);
});

test('the user can pause it, and it stays paused for everyone until the user agrees', async () => {
  const { loader, hold, answer, until, requests, state } = setUp(1200);
  hold();
  const { done } = loader.start(confirmed);
  await expect.poll(() => requests.length).toBe(1);
  loader.pause();
  expect(await done).toMatchObject({ status: 'paused' });
  expect(await loader.start(confirmed).done).toMatchObject({ status: 'paused' });
  answer();
  loader.confirm();
  await until('complete');
  expect(state().unique).toBe(1200);
});

test('it stops when its last caller leaves, and continues where it was', async () => {
  const { loader, hold, answer, until, requests, stored } = setUp(600);
  hold();
  const first = loader.start(request);
  await expect.poll(() => requests.length).toBe(1);
  answer();
  hold();
  await expect.poll(() => requests.length).toBe(2);
  first.release();
  await until('idle');
  expect(stored.size).toBe(100);
  answer();
  expect(await loader.start(request).done).toMatchObject({ status: 'complete', duplicated: 0 });
  expect(requests.map(({ offset }) => offset)).toEqual([0, 100, 100]);
});

test('a caller that leaves and comes back at once interrupts nothing', async () => {
  const { loader, hold, answer, until, requests } = setUp(100);
  hold();
  loader.start(request).release();
  const { done } = loader.start(request);
  await expect.poll(() => requests.length).toBe(1);
  answer();
  await until('complete');
  expect(await done).toMatchObject({ status: 'complete' });
  expect(requests).toHaveLength(1);
});

test.for([
  [
    'before the first request',
    { prepare: () => Promise.reject(new ApiError('unexpected', 'No.')) },
  ],
  [
    'in a request',
    { fetchPage: () => Promise.reject(new ApiError('refused', 'No.', { status: 400 })) },
  ],
  ['while rows are stored', { store: () => Promise.reject(new Error('The worker has stopped.')) }],
  ['while it searches for shorter lists', { isStillBest: () => Promise.reject(new Error('Oh.')) }],
] as const)('an error %s becomes its state, and rejects no promise', async ([, changes]) => {
  const { loader, state } = setUp(1200, changes);
  const { done } = loader.start(request);
  expect(await done).toMatchObject({ status: 'error' });
  expect(state().error).toBeInstanceOf(ApiError);
});

test('it can be started again after an error', async () => {
  let isBroken = true;
  const { loader } = setUp(100, {
    prepare: () =>
      isBroken ? Promise.reject(new ApiError('unreachable', 'Offline.')) : Promise.resolve(),
  });
  expect(await loader.start(request).done).toMatchObject({ status: 'error' });
  isBroken = false;
  expect(await loader.start(request).done).toMatchObject({ status: 'complete', error: null });
});

test('it stops before loading a long list if another one is shorter', async () => {
  const { loader, requests } = setUp(1200, { isStillBest: () => Promise.resolve(false) });
  expect(await loader.start(confirmed).done).toMatchObject({ status: 'idle', offset: 100 });
  expect(requests).toHaveLength(1);
});

test('a reset stops it, forgets everything, and starts again for the remaining callers', async () => {
  const { loader, hold, answer, until, requests, stored, state } = setUp(600);
  hold();
  loader.start(request);
  await expect.poll(() => requests.length).toBe(1);
  const version = state().version;
  const reset = loader.reset();
  answer();
  await reset;
  await until('complete');
  expect(stored.size).toBe(600);
  expect(state().version).toBeGreaterThan(version);
});

test('every change of the catalogue changes the version', async () => {
  const { loader, state } = setUp(600);
  await loader.start(request).done;
  const { version } = state();
  loader.noteCatalogueChange();
  expect(state()).toMatchObject({ version: version + 1, status: 'complete' });
});
