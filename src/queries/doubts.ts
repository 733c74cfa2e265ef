import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/ApiError.ts';
import { getJson } from '../api/getJson.ts';
import { dataFilePageSchema } from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import type { ServerFilter } from '../listing/filters.ts';
import { impossible } from '../listing/knowledge.ts';
import type { CheckedPage } from '../listing/page.ts';
import { type List, pathOf, type Plan } from '../listing/plan.ts';
import { learn, recall } from './knowledge.ts';

/**
 * Rows can match by chance. Where a page is not the whole list, its `count` is only right if the
 * server obeyed each parameter: those not yet known to be obeyed are asked for a value that no
 * file has. An obedient server lists nothing for it, any other one row.
 */
export async function settleDoubts(
  client: QueryClient,
  source: Source,
  { list, parameters }: Plan,
  page: CheckedPage & { offset: number },
  signal: AbortSignal,
): Promise<void> {
  // An empty list answers every value with nothing: it proves nothing.
  if (page.count === 0) return;
  const isWhole = page.offset === 0 && page.received >= page.count;
  const { verdicts } = recall(client, source);
  const doubtful = Object.keys(parameters)
    .filter(isServerFilter)
    .filter((filter) => !page.ignored.includes(filter))
    // A whole list was checked as a whole; but one that was ignored before may be obeyed by now.
    .filter(
      (filter) => verdicts[filter] === 'ignored' || (verdicts[filter] === 'unknown' && !isWhole),
    );
  await Promise.all(
    doubtful.map(async (filter) => {
      const obeyed = await obeys(source, list, filter, signal);
      learn(client, source, obeyed ? { obeyed: [filter] } : { ignored: [filter] });
    }),
  );
}

async function obeys(
  source: Source,
  list: List,
  filter: ServerFilter,
  signal: AbortSignal,
): Promise<boolean> {
  const path = pathOf({ list, parameters: { [filter]: impossible[filter] } }, 1, 0);
  try {
    const page = await getJson(source, path, dataFilePageSchema, { signal });
    return page.count === 0;
  } catch (error) {
    // "Select a valid choice": whoever refuses a value has looked at it.
    if (error instanceof ApiError && error.status === 400) return true;
    throw error;
  }
}

function isServerFilter(name: string): name is ServerFilter {
  return name in impossible;
}
