import { ApiError } from '../api/ApiError.ts';
import type { Endpoint } from '../retrieval/plan.ts';
import type { Session } from '../session/session.ts';
import { dataTypesOptions, membersOptions, projectsOptions } from './names.ts';

/**
 * What it means that the server refuses a list: `unknown`, there is no such project, data type or
 * member, so nothing can match; `missing`, this server does not have this kind of list. Throws
 * `error` again where it means neither. The lists of names decide, for the refusals look alike:
 * a 404, or for a project that does not exist, on the public server, a 500 with a web page.
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
    // Endpoint B is there on every server: if the project is known too, the failure is one. Nobody can
    // tell where the names cannot be had either: in an outage everything may be a 404.
    if (isKnown !== false) throw error;
    return 'unknown';
  }
  return isKnown === false ? 'unknown' : 'missing';
}

/** Whether the names know what a list is about; null where the names cannot be had. */
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
