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
  /** The response has a `count` but no rows. */
  | { kind: 'empty' }
  /** The load is aborted: before the response, with it, while its rows are stored, or in the next delay. */
  | { kind: 'abort'; when: 'before' | 'after' | 'storing' | 'delaying' };

/** A change of the list before a request arrives. `at` is a fraction of the list's length, 0 to 1. */
export type Edit =
  | { kind: 'remove'; at: number; rows: number }
  | { kind: 'add'; at: number; rows: number }
  /** Swaps adjacent rows: the server's order of a member's files is not stable. */
  | { kind: 'shuffle'; step: number };

export interface Step {
  event: Event;
  edit?: Edit | null | undefined;
}

export interface Options {
  /** The maximum number of rows in a response, whatever the `limit`. */
  cap?: number;
  /** Whether rows may be both added and removed between two responses. */
  mixesEdits?: boolean;
  knownRows?: LoadDependencies['knownRows'];
  nextKnown?: LoadDependencies['nextKnown'];
}

const abortReason = new Error('aborted by the test');
/** Far more requests than any of these lists needs: a load that gets here would be endless. */
const MAX_REQUESTS = 3000;

export interface ListRequest {
  limit: number;
  offset: number;
  /** Whether the server responded with a page. */
  isSuccessful: boolean;
}

/**
 * A list on a server that fails and changes as `script` says, with the dependencies of a load. Records requests, delays
 * and reported states. The clock is simulated: delays take no time.
 * @param script one step per request; further requests succeed
 */
export function createChangingList(
  ids: readonly (number | null)[],
  script: Step[],
  options: Options = {},
) {
  const { cap = Infinity, mixesEdits = false } = options;
  const currentIds = [...ids];
  let nextId = 1 + Math.max(0, ...ids.map((id) => id ?? 0));
  const steps = [...script];
  const permanentIds = new Set(ids.filter((id) => id !== null));
  const stored = new Map<number, DataFile>();
  const requests: ListRequest[] = [];
  const delays: { ms: number; error: ApiError | null }[] = [];
  const states: LoadState[] = [];
  let removedCount = 0;
  let inFlight = 0;
  let now = 1_000_000;
  let controller = new AbortController();
  let abortsWhile: 'storing' | 'delaying' | null = null;
  // Between two responses, rows are only added or only removed, because `count` shows only the difference.
  let moved: 'remove' | 'add' | null = null;
  let isStored = false;

  function change(edit: Edit): void {
    if (edit.kind === 'shuffle') {
      for (let at = 0; at + 1 < currentIds.length; at += edit.step) {
        currentIds.splice(at, 2, ...currentIds.slice(at, at + 2).toReversed());
      }
      return;
    }
    if (!mixesEdits && moved !== null && moved !== edit.kind) return;
    moved = edit.kind;
    const at = Math.round(edit.at * currentIds.length);
    if (edit.kind === 'add') {
      currentIds.splice(at, 0, ...Array.from({ length: edit.rows }, () => nextId++));
      return;
    }
    const gone = currentIds.splice(Math.min(at, currentIds.length - edit.rows), edit.rows);
    removedCount += gone.length;
    for (const id of gone) if (id !== null) permanentIds.delete(id);
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
    isStored = false;
    switch (event.kind) {
      case '500':
      case '503':
        throw new ApiError('refused', 'Busy.', { status: Number(event.kind) });
      case '429':
        throw new ApiError('refused', 'Too many requests.', {
          status: 429,
          retryAfter: event.retryAfter,
        });
      case 'timeout':
      case 'unreachable':
        throw new ApiError(event.kind, 'Gone.');
      case 'cut':
        throw new ApiError('not-json', 'Cut short.', { status: 200 });
      case 'abort':
        if (event.when === 'before' || event.when === 'after') controller.abort(abortReason);
        if (event.when === 'before') throw abortReason;
        if (event.when === 'storing' || event.when === 'delaying') abortsWhile = event.when;
        if (event.when === 'delaying') throw new ApiError('timeout', 'Late.');
        break;
      case 'empty':
        return { count: currentIds.length, results: [] };
      case 'answer':
        break;
    }
    const rows = currentIds.slice(offset, offset + Math.min(limit, cap));
    return {
      count: currentIds.length,
      results: rows.map((id) => (id === null ? null : fileWith({ id }))),
    };
  }

  const dependencies: LoadDependencies = {
    fetchPage: async (limit, offset, signal) => {
      const request: ListRequest = { limit, offset, isSuccessful: false };
      requests.push(request);
      if (requests.length > MAX_REQUESTS) throw new Error('the load never ends');
      if (!Number.isInteger(limit) || limit < 1 || !Number.isInteger(offset) || offset < 0) {
        throw new Error(`limit=${limit}, offset=${offset}`);
      }
      if (++inFlight > 1) throw new Error('two requests at once');
      try {
        const page = await respond(limit, offset, signal);
        request.isSuccessful = true;
        return page;
      } finally {
        inFlight--;
      }
    },
    knownRows: options.knownRows ?? (() => null),
    nextKnown: options.nextKnown ?? (() => Infinity),
    store: async (rows) => {
      await Promise.resolve();
      if (abortsWhile === 'storing') {
        abortsWhile = null;
        controller.abort(abortReason);
      }
      isStored = true;
      const files = rows.filter((row) => row !== null);
      const before = stored.size;
      for (const file of files) stored.set(file.id, file);
      const size = stored.size;
      return {
        size,
        duplicated: files.length - (size - before),
        redactedCount: rows.length - files.length,
      };
    },
    delay: async (ms, signal) => {
      delays.push({ ms, error: states.at(-1)?.error ?? null });
      if (abortsWhile === 'delaying') {
        abortsWhile = null;
        controller.abort(abortReason);
      }
      signal.throwIfAborted();
      now += ms;
    },
    now: () => now,
    random: () => 0.5,
  };

  let state = initialState;
  const update: Update = (changesOf) => {
    state = { ...state, ...changesOf(state) };
    states.push(state);
    if (isStored && state.status !== 'idle') {
      moved = null;
      isStored = false;
    }
    return state;
  };

  return {
    dependencies,
    stored,
    requests,
    delays,
    states,
    permanentIds,
    /** The ids in the list now. */
    currentIds: () => currentIds,
    removedCount: () => removedCount,
    now: () => now,
    /** Loads once from `start`, by default the last reported state. Returns the error that ended the load, or null. */
    async loadOnce(
      start: LoadState = states.at(-1) ?? initialState,
      most = Infinity,
    ): Promise<unknown> {
      controller = new AbortController();
      abortsWhile = null;
      state = start;
      try {
        await loadList(start, dependencies, update, controller.signal, most);
        return null;
      } catch (error) {
        if (error !== abortReason && !(error instanceof ApiError)) throw error;
        // The caller of `loadList` sets the state of a load that it has aborted.
        if (error === abortReason) update(() => ({ status: 'idle', error: null, resumesAt: null }));
        return error;
      }
    },
    /** Loads to the end, and continues after each abort or error. */
    async loadToTheEnd(start?: LoadState): Promise<LoadState> {
      let last = start;
      for (let attempts = 0; attempts < MAX_REQUESTS; attempts++) {
        const error = await this.loadOnce(last);
        last = states.at(-1) ?? initialState;
        if (error === null) return last;
      }
      throw new Error('the load never ends');
    },
  };
}

const initialState = initialLoadState({ endpoint: { kind: 'all' }, parameters: {} });
export { initialState, abortReason };

/** The ids from 1 to `length`. */
export function idsUpTo(length: number): number[] {
  return Array.from({ length }, (_, at) => at + 1);
}
