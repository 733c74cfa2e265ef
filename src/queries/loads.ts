import { createListLoader, type ListLoader } from '../retrieval/listLoader.ts';
import { initialLoadState } from '../retrieval/loadState.ts';
import { type Plan, planKey } from '../retrieval/plan.ts';
import { allLoads, loadStateOf, type Session } from '../session/session.ts';
import { useSession } from '../session/SessionProvider.tsx';
import { useEffect } from 'react';
import type { Filters } from '../domain/filters.ts';

/** The loader of a plan's list. The first call creates it. */
export function loaderOf(session: Session, plan: Plan): ListLoader {
  const key = planKey(plan);
  const known = session.loaders.get(key);
  if (known !== undefined) return known;
  const loader = createListLoader({
    getState: () => loadStateOf(session, plan),
    setState: (state) =>
      session.store.setState(({ loads }) => ({ loads: { ...loads, [key]: state } })),
    initialState: initialLoadState(plan),
    getWork: async () => (await import('./loadWork.ts')).createLoadWork(session, plan),
    clear: async () => (await import('./catalogues.ts')).clearCatalogue(session, plan),
  });
  session.loaders.set(key, loader);
  return loader;
}

/** Removes a file from every catalogue of the session. */
export async function removeFromCatalogues(session: Session, id: number): Promise<void> {
  if (allLoads(session).length === 0) return;
  const { catalogueOf } = await import('./catalogues.ts');
  await Promise.all(
    allLoads(session).map(async ({ plan }) => {
      await catalogueOf(session, plan).remove(id);
      loaderOf(session, plan).noteCatalogueChange();
    }),
  );
}

interface LoaderOptions {
  /** Whether the component needs the list now. */
  isWanted: boolean;
  /** See `LoadRequest`. */
  mayLoadAll: boolean;
}

/**
 * Keeps a plan's list loading while the component needs it.
 * @returns starts the load again after an error
 */
export function useLoader(
  plan: Plan,
  filters: Filters,
  { isWanted, mayLoadAll }: LoaderOptions,
): () => void {
  const loader = loaderOf(useSession(), plan);
  // Synchronises with the loader of the list.
  useEffect(
    () => (isWanted ? loader.start({ filters, mayLoadAll }).release : undefined),
    [loader, filters, isWanted, mayLoadAll],
  );
  return () => loader.start({ filters, mayLoadAll }).release();
}
