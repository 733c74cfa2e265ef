import { ApiError } from '../api/ApiError.ts';
import { getJson } from '../api/client.ts';
import { dataFilePageSchema } from '../api/schemas.ts';
import type { ServerFilter } from '../domain/filters.ts';
import { probeValues } from '../retrieval/capabilities.ts';
import type { VerifiedPage } from '../retrieval/verifyPage.ts';
import { type Endpoint, pathOf, type Plan } from '../retrieval/plan.ts';
import { capabilitiesOf, type Session } from '../session/session.ts';

/**
 * Finds out whether the server honours the parameters of a request. Its rows may match by chance:
 * if a page is not the whole list, its `count` is only right if the server honoured each parameter.
 * Each parameter that is not yet known to be honoured is sent with a value that no file has. A
 * server that honours it lists nothing, any other server one row.
 * @returns the parameters that the server honours and those that it ignores
 */
export async function probeParams(
  session: Session,
  { endpoint, parameters }: Plan,
  page: VerifiedPage & { offset: number },
  signal: AbortSignal,
): Promise<{ honoured: ServerFilter[]; ignored: ServerFilter[] }> {
  const found: { honoured: ServerFilter[]; ignored: ServerFilter[] } = {
    honoured: [],
    ignored: [],
  };
  // An empty list is empty for every value: a probe would prove nothing.
  if (page.count === 0) return found;
  const isWhole = page.offset === 0 && page.received >= page.count;
  const { verdicts } = capabilitiesOf(session);
  const unproven = Object.keys(parameters)
    .filter(isServerFilter)
    .filter((filter) => !page.ignored.includes(filter))
    // A whole list needs no probe, unless the server ignored the parameter before.
    .filter(
      (filter) => verdicts[filter] === 'ignored' || (verdicts[filter] === 'unknown' && !isWhole),
    );
  await Promise.all(
    unproven.map(async (filter) => {
      const honoured = await isHonoured(session, endpoint, filter, signal);
      found[honoured ? 'honoured' : 'ignored'].push(filter);
    }),
  );
  return found;
}

async function isHonoured(
  session: Session,
  endpoint: Endpoint,
  filter: ServerFilter,
  signal: AbortSignal,
): Promise<boolean> {
  const path = pathOf({ endpoint, parameters: { [filter]: probeValues[filter] } }, 1, 0);
  try {
    const page = await getJson(session.source, path, dataFilePageSchema, { signal });
    return page.count === 0;
  } catch (error) {
    // "Select a valid choice": a server that refuses the value has read the parameter.
    if (error instanceof ApiError && error.status === 400) return true;
    throw error;
  }
}

function isServerFilter(name: string): name is ServerFilter {
  return name in probeValues;
}
