import { resolve } from 'node:path';

/** What the bundler knows of the modules. */
interface Modules {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

const src = resolve(import.meta.dirname, '../src');

/** What loads right after the first rows, together: a request for each would cost more than it saves. */
const late = [
  'links/followLink.ts',
  'listing/readingProgress.ts',
  'queries/catalogueAnswers.ts',
  'queries/doubts.ts',
  'queries/refusal.ts',
  'queries/renewLink.ts',
  'queries/runReading.ts',
  'summary/ReadingLine.tsx',
  'summary/Reasons.tsx',
  'table/Empty.tsx',
  'table/PastTheEnd.tsx',
  'table/FileMenu.tsx',
  'table/Separator.tsx',
  'table/rowActions.ts',
  'help/shortcuts.ts',
  'ui/NotLoaded.tsx',
];

/** What is opened by a button, or chosen. */
const opened = [
  'details/Details.tsx',
  'filters/Cohort.tsx',
  'help/Help.tsx',
  'overview/Overview.tsx',
  'table/AllRows.tsx',
  'table/ColumnsPopover.tsx',
  'takeaway/TakeAway.tsx',
  'takeaway/script.ts',
  'views/SavedViews.tsx',
  'views/ViewNews.tsx',
];

/**
 * The chunk that a module belongs to, by who imports it: `early`, what the first request needs;
 * `rules`, what the page shares with the worker, which has no document; `page`, the rest of the first
 * view; `late`, `pickers` and `opened`. Null where it is the bundler's choice.
 */
export function chunkOf(id: string, modules: Modules): string | null {
  const isIn = (...entries: readonly string[]) => reach(entries, modules).has(id);
  // The bundler's own helpers are needed everywhere.
  if (id.includes('rolldown/runtime')) return 'rules';
  const isRule = isIn('listing/catalogue/catalogueWorker.ts');
  if (isIn('main.tsx', 'first.ts')) return isRule ? 'rules' : isIn('first.ts') ? 'early' : 'page';
  // Whoever needs these loads them with the worker, or from it.
  if (isRule) return null;
  if (isIn(...late)) return 'late';
  if (isIn('filters/Pickers.tsx')) return 'pickers';
  return isIn(...opened) ? 'opened' : null;
}

const reached = new WeakMap<Modules, Map<string, ReadonlySet<string>>>();

/** Every module that these files import, at first hand or not, with themselves. */
function reach(entries: readonly string[], modules: Modules): ReadonlySet<string> {
  const known = reached.get(modules) ?? new Map<string, ReadonlySet<string>>();
  reached.set(modules, known);
  const key = entries.join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = new Set(entries.map((file) => resolve(src, file)));
  // A set's iterator also visits what is added on the way.
  for (const id of found)
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  known.set(key, found);
  return found;
}
