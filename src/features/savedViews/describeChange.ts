import { areComparable, type Count } from '../../queries/counts.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';
import type { LastOpened } from './savedViews.ts';

/**
 * What is new since a view was last opened, as the end of a sentence; null where nobody can tell,
 * because the view was never opened or the two numbers count different things.
 */
export function describeChange(last: LastOpened | null, now: Count): string | null {
  if (last === null || !areComparable(last.counted, now.counted)) return null;
  const since = `since ${formatDay(last.opened)}`;
  const more = now.files - last.files;
  if (more === 0) return `no new files ${since}`;
  return more > 0 ? `${formatNumber(more)} new ${since}` : `${formatNumber(-more)} fewer ${since}`;
}
