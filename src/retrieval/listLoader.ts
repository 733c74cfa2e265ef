import { ApiError } from '../api/ApiError.ts';
import type { Filters } from '../domain/filters.ts';
import type { Update } from './loadList.ts';
import { isActive, LOAD_WITHOUT_CONSENT, type LoadState } from './loadState.ts';

/** Rows of the first request of a load: as many as a page of the table. */
const FIRST_PAGE = 100;

/** Why the list is needed, and how far it may be loaded. */
export interface LoadRequest {
  /** The filters of the query that needs the list. */
  filters: Filters;
  /** Whether the list may be loaded beyond `LOAD_WITHOUT_CONSENT` without asking the user. */
  mayLoadAll: boolean;
}

/** A caller's interest in a load. */
export interface LoadHandle {
  /**
   * Resolves when the load has stopped: `complete`, `needsConfirmation`, `paused`, `error`, or `idle` if the
   * handle was released or another list turned out to be shorter. Never rejects.
   */
  done: Promise<LoadState>;
  /** Withdraws the interest. The load stops when no handle is left. */
  release: () => void;
}

/** Loads one list. The only writer of its `LoadState`. */
export interface ListLoader {
  /** Starts or joins the load. Does nothing to a load that the user has paused. */
  start: (request: LoadRequest) => LoadHandle;
  /** The user agrees to load the whole list, or resumes a paused load. */
  confirm: () => void;
  /** The user stops the load. It stays stopped until `confirm`. */
  pause: () => void;
  /** Stops the load and forgets what was loaded. */
  reset: () => Promise<void>;
  /** The catalogue of the list has changed outside a load: a file was removed. */
  noteCatalogueChange: () => void;
}

/** The work of a load. Its code loads when the first load starts: many visits need no full list. */
export interface LoadWork {
  /** See `loadList`. */
  loadList: (
    start: LoadState,
    update: Update,
    signal: AbortSignal,
    most?: number,
  ) => Promise<LoadState>;
  /** Fetches what is needed before the first request. Throws `ApiError` if the list cannot answer the filters. */
  prepare: (filters: Filters, signal: AbortSignal) => Promise<void>;
  /**
   * Called once the list is known to be long: whether it is still the best one for the filters.
   * Otherwise the load stops, and the page starts another.
   */
  isStillBest: (filters: Filters, signal: AbortSignal) => Promise<boolean>;
}

/** The dependencies of a loader. */
export interface LoaderDependencies {
  getState: () => LoadState;
  setState: (state: LoadState) => void;
  initialState: LoadState;
  getWork: () => Promise<LoadWork>;
  /** Empties the catalogue of the list. */
  clear: () => Promise<void>;
}

interface Holder extends LoadRequest {
  settle: (state: LoadState) => void;
}

/** Creates the loader of one list. It does nothing until `start` is called. */
export function createListLoader(dependencies: LoaderDependencies): ListLoader {
  const { getState, setState } = dependencies;
  const holders = new Set<Holder>();
  let isConfirmed = false;
  let running: AbortController | null = null;
  let statusAfterStop: LoadState['status'] = 'idle';
  /** Settles when the last run has ended. Runs never overlap, so that no row is stored twice. */
  let lastRun: Promise<void> = Promise.resolve();

  const update: Update = (change) => {
    const before = getState();
    const state = { ...before, ...change(before) };
    setState(state);
    return state;
  };

  const mayLoadAll = () => isConfirmed || [...holders].some((holder) => holder.mayLoadAll);

  /** Runs until the load stops. Every exit path sets a state. */
  const run = async (signal: AbortSignal): Promise<void> => {
    try {
      signal.throwIfAborted();
      const { filters } = [...holders].at(-1) ?? {};
      if (filters === undefined) return;
      update(() => ({ status: 'loading', error: null, resumesAt: null }));
      const work = await dependencies.getWork();
      await work.prepare(filters, signal);
      let state = getState();
      if (state.offset === 0) state = await work.loadList(state, update, signal, FIRST_PAGE);
      if (state.status === 'complete') return;
      if ((state.count ?? 0) > LOAD_WITHOUT_CONSENT) {
        if (!(await work.isStillBest(filters, signal))) {
          update(() => ({ status: 'idle' }));
          return;
        }
        if (!mayLoadAll()) {
          update(() => ({ status: 'needsConfirmation' }));
          return;
        }
      }
      await work.loadList(getState(), update, signal);
    } catch (error) {
      if (signal.aborted) {
        update(() => ({ status: statusAfterStop, error: null, resumesAt: null }));
        return;
      }
      const cause =
        error instanceof ApiError
          ? error
          : new ApiError('unexpected', 'Something went wrong inside this page.', { cause: error });
      update(() => ({ status: 'error', error: cause, resumesAt: null }));
    }
  };

  const settleAll = () => {
    const state = getState();
    for (const { settle } of holders) settle(state);
  };

  const begin = () => {
    const controller = new AbortController();
    running = controller;
    lastRun = runAfter(lastRun, controller);
  };

  const runAfter = async (previous: Promise<void>, controller: AbortController) => {
    await previous;
    await run(controller.signal);
    if (running === controller) running = null;
    // If it was stopped and started again, callers wait for the next run.
    if (running === null) settleAll();
  };

  /** Stops a running load. It is in `status` when its last rows have been stored. */
  const stop = (status: 'idle' | 'needsConfirmation' | 'paused') => {
    statusAfterStop = status;
    running?.abort(new DOMException('The load was stopped.', 'AbortError'));
    running = null;
  };

  const stopIfUnwanted = () => {
    if (running === null || !isActive(getState())) return;
    const { count, offset } = getState();
    if (holders.size === 0) stop('idle');
    else if (offset > 0 && (count ?? 0) > LOAD_WITHOUT_CONSENT && !mayLoadAll()) {
      stop('needsConfirmation');
    }
  };

  return {
    start(request) {
      let settle: Holder['settle'] = () => {};
      const done = new Promise<LoadState>((resolve) => {
        settle = resolve;
      });
      const holder: Holder = { ...request, settle };
      holders.add(holder);
      const { status } = getState();
      if (running === null) {
        const rests =
          status === 'complete' ||
          status === 'paused' ||
          (status === 'needsConfirmation' && !mayLoadAll());
        if (rests) settle(getState());
        else begin();
      }
      return {
        done,
        release: () => {
          holders.delete(holder);
          settle(getState());
          // Later, because the next effect of the same component may start the same load again.
          queueMicrotask(stopIfUnwanted);
        },
      };
    },
    confirm() {
      isConfirmed = true;
      const { status } = getState();
      if (status === 'paused' || status === 'needsConfirmation') update(() => ({ status: 'idle' }));
      if (running === null && status !== 'complete' && holders.size > 0) begin();
    },
    pause() {
      isConfirmed = false;
      if (running !== null) stop('paused');
      else if (getState().status !== 'complete') update(() => ({ status: 'paused', error: null }));
    },
    async reset() {
      if (running !== null) stop('idle');
      await lastRun;
      await dependencies.clear();
      setState({ ...dependencies.initialState, version: getState().version + 1 });
      if (holders.size > 0) begin();
    },
    noteCatalogueChange() {
      update(({ version }) => ({ version: version + 1 }));
    },
  };
}
