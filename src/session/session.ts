import type { QueryClient } from '@tanstack/react-query';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DataFile } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import {
  type Evidence,
  initialCapabilities,
  recordEvidence,
  type ServerCapabilities,
} from '../retrieval/capabilities.ts';
import type { AsyncCatalogue } from '../catalogue/client.ts';
import type { ListLoader } from '../retrieval/listLoader.ts';
import { initialLoadState, LOAD_WITHOUT_CONSENT, type LoadState } from '../retrieval/loadState.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';

/** Files whose links were refreshed, by id; null for a file that was withdrawn. */
export type RefreshedLinks = ReadonlyMap<number, DataFile | null>;

/** What this visit has learned about a source. In memory only: members can withdraw their data at any time. */
export interface SessionState {
  capabilities: ServerCapabilities;
  /** How far each list is loaded, by `planKey`. */
  loads: Readonly<Record<string, LoadState>>;
  refreshedLinks: RefreshedLinks;
  /** Names of files that were withdrawn while the page was open, in the order of discovery. */
  withdrawn: readonly string[];
}

/** One visit of one source: its state, and the objects that live as long as the visit. */
export interface Session {
  readonly source: Source;
  readonly queryClient: QueryClient;
  readonly store: StoreApi<SessionState>;
  /** By `planKey`. */
  readonly loaders: Map<string, ListLoader>;
  readonly catalogues: Map<string, AsyncCatalogue>;
  /** Creates a catalogue in the worker, or in this thread; null until the first is needed. */
  connectCatalogue: ((key: string) => AsyncCatalogue) | null;
}

export function createSession(source: Source, queryClient: QueryClient): Session {
  return {
    source,
    queryClient,
    store: createStore<SessionState>(() => ({
      capabilities: initialCapabilities,
      loads: {},
      refreshedLinks: new Map(),
      withdrawn: [],
    })),
    loaders: new Map(),
    catalogues: new Map(),
    connectCatalogue: null,
  };
}

/** What the server's responses have shown so far. */
export function capabilitiesOf({ store }: Session): ServerCapabilities {
  return store.getState().capabilities;
}

/** Adds evidence from a response to the capabilities. */
export function noteEvidence({ store }: Session, evidence: Evidence): void {
  store.setState(({ capabilities }) => ({ capabilities: recordEvidence(capabilities, evidence) }));
}

/** How far a plan's list is loaded. */
export function loadStateOf({ store }: Session, plan: Plan): LoadState {
  return store.getState().loads[planKey(plan)] ?? initialLoadState(plan);
}

export function allLoads({ store }: Session): LoadState[] {
  return Object.values(store.getState().loads);
}

/** Whether the session has loaded so much that reloading the page would waste it. */
export function hasLoadedMuch(session: Session): boolean {
  return allLoads(session).some(({ offset }) => offset > LOAD_WITHOUT_CONSENT);
}
