import { useEffect } from 'react';
import type { Filters } from '../domain/filters.ts';
import type { Plan } from '../retrieval/plan.ts';
import { useSession } from '../session/SessionProvider.tsx';
import { loaderOf } from './loads.ts';

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
