import type { DataFile } from '../api/schemas.ts';
import { type FileQuery, isCohort } from '../domain/filters.ts';
import { isFresh } from '../domain/freshness.ts';
import { buildPredicates, matches } from '../domain/predicates.ts';
import { needsTree } from '../retrieval/plan.ts';
import type { Session } from '../session/session.ts';
import { fetchDescendantsOf, type ServerPage } from './dataFiles.ts';

/**
 * The files that a question names by their ids, in the server's order, where all of them are on
 * pages that came in this visit: whoever picks three rows wants no list read for them. Null where
 * something is missing, or where rows by themselves do not tell whether they match.
 * @param freshLinks only rows whose links still work will do
 */
export async function cachedFilesByIds(
  session: Session,
  { filters, ordering }: FileQuery,
  freshLinks: boolean,
): Promise<DataFile[] | null> {
  if (filters.id.length === 0 || ordering !== null || isCohort(filters)) return null;
  const descendantsOf = await fetchDescendantsOf(session, filters);
  if (descendantsOf === null && needsTree(filters, { kind: 'all' })) return null;
  const pages = session.queryClient
    .getQueriesData<ServerPage>({ queryKey: ['data files', session.source.name] })
    .flatMap(([, page]) => page ?? [])
    .toSorted((a, b) => a.offset - b.offset);
  const predicates = buildPredicates(filters, descendantsOf);
  const found = new Map<number, DataFile>();
  for (const file of pages.flatMap(({ files }) => files)) {
    if (freshLinks && !isFresh(file)) continue;
    if (!found.has(file.id) && matches(file, predicates)) found.set(file.id, file);
  }
  return found.size === filters.id.length ? [...found.values()] : null;
}
