import { ApiError } from '../../src/api/ApiError.ts';
import type { DataFile, DataFilePage } from '../../src/api/schemas.ts';
import { type LoadDependencies, loadList, type Update } from '../../src/retrieval/loadList.ts';
import { initialLoadState, type LoadState } from '../../src/retrieval/loadState.ts';
import { fileWith } from '../domain/world.ts';

/** What happens to one request. */
export type Event =
  | { kind: 'answer' }
  | { kind: '500' | '503' | 'timeout' | 'unreachable' | 'cut' }
  | { kind: '429'; retryAfter: number }
  /** `count` says that there is more, and no row comes. */
  | { kind: 'empty' }
  /** The reader is stopped: before the answer, with it, while it is kept, or in the next wait. */
  | { kind: 'stop'; when: 'before' | 'after' | 'keeping' | 'waiting' };

/** What happens to the list before a request arrives. `at` is a part of the list's length, 0 to 1. */
export type Edit =
  | { kind: 'remove'; at: number; rows: number }
  | { kind: 'add'; at: number; rows: number }
  /** Neighbours change places, as the order within a member does. */
  | { kind: 'shuffle'; step: number };

export interface Step {
  event: Event;
  edit?: Edit | null | undefined;
}

export interface Options {
  /** The most rows that the server gives at once, whatever is asked. */
  cap?: number;
  /** Whether rows are added and removed between two answers that the reader has seen. */
  mixes?: boolean;
  recall?: LoadDependencies['knownRows'];
  nextKnown?: LoadDependencies['nextKnown'];
}

const stopped = new Error('stopped by the test');
/** Far more requests than any of these lists needs: a load that gets here would be endless. */
const ENDLESS = 3000;

export interface ListRequest {
  limit: number;
  offset: number;
  /** Whether rows came. */
  isAnswered: boolean;
}

/**
 * A list that changes between requests, a server in trouble, and everything that a reader of it
 * does. Time is a number here: waits are recorded, not waited.
 */
export function makeMovingList(
  ids: readonly (number | null)[],
  script: Step[],
  options: Options = {},
) {
  const { cap = Infinity, mixes = false } = options;
  let endpoint = [...ids];
  let nextId = 1 + Math.max(0, ...ids.map((id) => id ?? 0));
  const steps = [...script];
  const throughout = new Set(ids.filter((id) => id !== null));
  const kept = new Map<number, DataFile>();
  const requests: ListRequest[] = [];
  const waits: { ms: number; error: ApiError | null }[] = [];
  const told: LoadState[] = [];
  let removed = 0;
  let inFlight = 0;
  let now = 1_000_000;
  let controller = new AbortController();
  let stopsIn: 'keeping' | 'waiting' | null = null;
  // Rows that go and rows that come between two answers are not to be told apart by `count`.
  let moved: 'remove' | 'add' | null = null;
  let isKept = false;

  function change(edit: Edit): void {
    if (edit.kind === 'shuffle') {
      for (let at = 0; at + 1 < endpoint.length; at += edit.step) {
        endpoint.splice(at, 2, ...endpoint.slice(at, at + 2).toReversed());
      }
      return;
    }
    if (!mixes && moved !== null && moved !== edit.kind) return;
    moved = edit.kind;
    const at = Math.round(edit.at * endpoint.length);
    if (edit.kind === 'add') {
      endpoint.splice(at, 0, ...Array.from({ length: edit.rows }, () => nextId++));
      return;
    }
    const gone = endpoint.splice(Math.min(at, endpoint.length - edit.rows), edit.rows);
    removed += gone.length;
    for (const id of gone) if (id !== null) throughout.delete(id);
  }

  async function respond(
    limit: number,
    offset: number,
    signal: AbortSignal,
  ): Promise<DataFilePage> {
    await Promise.resolve();
    signal.throwIfAborted();
    const { event, edit } = steps.shift() ?? { event: { kind: 'answer' } };
    now += 40;
    if (edit) change(edit);
    isKept = false;
    switch (event.kind) {
      case '500':
      case '503':
        throw new ApiError('refused', 'Busy.', { status: Number(event.kind) });
      case '429':
        throw new ApiError('refused', 'Slower.', { status: 429, retryAfter: event.retryAfter });
      case 'timeout':
      case 'unreachable':
        throw new ApiError(event.kind, 'Gone.');
      case 'cut':
        throw new ApiError('not-json', 'Cut short.', { status: 200 });
      case 'stop':
        if (event.when === 'before' || event.when === 'after') controller.abort(stopped);
        if (event.when === 'before') throw stopped;
        if (event.when === 'keeping' || event.when === 'waiting') stopsIn = event.when;
        if (event.when === 'waiting') throw new ApiError('timeout', 'Late.');
        break;
      case 'empty':
        return { count: endpoint.length, results: [] };
      case 'answer':
        break;
    }
    const rows = endpoint.slice(offset, offset + Math.min(limit, cap));
    return {
      count: endpoint.length,
      results: rows.map((id) => (id === null ? null : fileWith({ id }))),
    };
  }

  const parts: LoadDependencies = {
    fetchPage: async (limit, offset, signal) => {
      const request: ListRequest = { limit, offset, isAnswered: false };
      requests.push(request);
      if (requests.length > ENDLESS) throw new Error('the reader never ends');
      if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(offset) || offset < 0) {
        throw new Error(`limit=${limit}, offset=${offset}`);
      }
      if (++inFlight > 1) throw new Error('two requests at once');
      try {
        const page = await respond(limit, offset, signal);
        request.isAnswered = true;
        return page;
      } finally {
        inFlight--;
      }
    },
    knownRows: options.recall ?? (() => null),
    nextKnown: options.nextKnown ?? (() => Infinity),
    store: async (rows) => {
      await Promise.resolve();
      if (stopsIn === 'keeping') {
        stopsIn = null;
        controller.abort(stopped);
      }
      isKept = true;
      const files = rows.filter((row) => row !== null);
      const before = kept.size;
      for (const file of files) kept.set(file.id, file);
      const size = kept.size;
      return {
        size,
        duplicated: files.length - (size - before),
        redactedCount: rows.length - files.length,
      };
    },
    delay: async (ms, signal) => {
      waits.push({ ms, error: told.at(-1)?.error ?? null });
      if (stopsIn === 'waiting') {
        stopsIn = null;
        controller.abort(stopped);
      }
      signal.throwIfAborted();
      now += ms;
    },
    now: () => now,
    random: () => 0.5,
  };

  let state = fresh;
  const update: Update = (changesOf) => {
    state = { ...state, ...changesOf(state) };
    told.push(state);
    if (isKept && state.status !== 'idle') {
      moved = null;
      isKept = false;
    }
    return state;
  };

  return {
    parts,
    kept,
    requests,
    waits,
    told,
    throughout,
    /** The list as it stands now. */
    endpoint: () => endpoint,
    removed: () => removed,
    now: () => now,
    /** Reads on from what was last told, once. Gives the error that it ended with, or null. */
    async confirm(start: LoadState = told.at(-1) ?? fresh, most = Infinity): Promise<unknown> {
      controller = new AbortController();
      stopsIn = null;
      state = start;
      try {
        await loadList(start, parts, update, controller.signal, most);
        return null;
      } catch (error) {
        if (error !== stopped && !(error instanceof ApiError)) throw error;
        // What the caller of `loadList` does with a load that it has stopped.
        if (error === stopped) update(() => ({ status: 'idle', error: null, resumesAt: null }));
        return error;
      }
    },
    /** Reads to the end, however often the reader is stopped or gives up. */
    async readToTheEnd(start?: LoadState): Promise<LoadState> {
      let last = start;
      for (let visits = 0; visits < ENDLESS; visits++) {
        const error = await this.confirm(last);
        last = told.at(-1) ?? fresh;
        if (error === null) return last;
      }
      throw new Error('the reader never ends');
    },
  };
}

const fresh = initialLoadState({ endpoint: { kind: 'all' }, parameters: {} });
export { fresh, stopped };

/** 1, 2, 3 … */
export function idsUpTo(length: number): number[] {
  return Array.from({ length }, (_, at) => at + 1);
}
