import { areComparable, type Count } from '../../queries/counts.ts';
import type { LastOpened } from '../../session/savedViews.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';

/**
 * Describes how the number of files has changed since a view was last opened, as the end of a sentence; null if the view
 * was not opened yet, or if the two numbers count different things.
 */
export function describeChange(last: LastOpened | null, now: Count): string | null {
  if (last === null || !areComparable(last.counted, now.counted)) return null;
  const since = `since ${formatDay(last.opened)}`;
  const more = now.files - last.files;
  if (more === 0) return `no new files ${since}`;
  return more > 0 ? `${formatNumber(more)} new ${since}` : `${formatNumber(-more)} fewer ${since}`;
}
