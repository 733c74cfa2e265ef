import { ApiError } from '../api/ApiError.ts';
import type { Endpoint } from '../retrieval/plan.ts';
import type { Session } from '../session/session.ts';
import { dataTypesOptions, membersOptions, projectsOptions } from './names.ts';

/**
 * Classifies the error response of a list: `unknown`, the project, data type or member does not exist, so nothing can
 * match; `missing`, the server does not have this kind of list. Both responses are equal (a 404; on the public server,
 * a 500 with a web page for an unknown project), so the lists of names decide.
 * @throws `error` if it is neither
 */
export async function classifyNotFound(
  session: Session,
  endpoint: Endpoint,
  error: unknown,
): Promise<'unknown' | 'missing'> {
  if (!(error instanceof ApiError) || error.kind !== 'refused') throw error;
  const isNotFound = error.status === 404;
  if (
    endpoint.kind === 'all' ||
    !(isNotFound || (endpoint.kind === 'project' && error.status === 500))
  ) {
    throw error;
  }
  const isKnown = await isNamed(session, endpoint);
  if (endpoint.kind === 'project') {
    // Every server has endpoint B, so an error for a known project is a failure. So is one if the names cannot be
    // loaded: in an outage, everything may be a 404.
    if (isKnown !== false) throw error;
    return 'unknown';
  }
  return isKnown === false ? 'unknown' : 'missing';
}

/** Whether the lists of names contain the project, data type or member; null if they cannot be loaded. */
async function isNamed(session: Session, endpoint: Endpoint): Promise<boolean | null> {
  try {
    switch (endpoint.kind) {
      case 'all':
        return true;
      case 'project': {
        const projects = await session.queryClient.ensureQueryData(projectsOptions(session));
        return projects.some(({ id }) => id === endpoint.id);
      }
      case 'datatype': {
        const dataTypes = await session.queryClient.ensureQueryData(dataTypesOptions(session));
        return dataTypes.some(({ id }) => id === endpoint.id);
      }
      case 'member': {
        const members = await session.queryClient.ensureQueryData(
          membersOptions(session, endpoint.username),
        );
        return members.some(({ username }) => username === endpoint.username);
      }
    }
  } catch {
    return null;
  }
}
