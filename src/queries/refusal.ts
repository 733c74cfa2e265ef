import { ApiError } from '../api/ApiError.ts';
import type { List } from '../retrieval/plan.ts';
import type { Session } from '../session/session.ts';
import { dataTypesOptions, membersOptions, projectsOptions } from './names.ts';

/**
 * What it means that the server refuses a list: `unknown`, there is no such project, data type or
 * member, so nothing can match; `missing`, this server does not have this kind of list. Throws
 * `error` again where it means neither. The lists of names decide, for the refusals look alike:
 * a 404, or for a project that does not exist, on the public server, a 500 with a web page.
 */
export async function explainRefusal(
  session: Session,
  list: List,
  error: unknown,
): Promise<'unknown' | 'missing'> {
  if (!(error instanceof ApiError) || error.kind !== 'refused') throw error;
  const isNotFound = error.status === 404;
  if (list.kind === 'all' || !(isNotFound || (list.kind === 'project' && error.status === 500))) {
    throw error;
  }
  const isKnown = await isNamed(session, list);
  if (list.kind === 'project') {
    // Endpoint B is there on every server: if the project is known too, the failure is one. Nobody can
    // tell where the names cannot be had either: in an outage everything may be a 404.
    if (isKnown !== false) throw error;
    return 'unknown';
  }
  return isKnown === false ? 'unknown' : 'missing';
}

/** Whether the names know what a list is about; null where the names cannot be had. */
async function isNamed(session: Session, list: List): Promise<boolean | null> {
  try {
    switch (list.kind) {
      case 'all':
        return true;
      case 'project': {
        const projects = await session.queryClient.ensureQueryData(projectsOptions(session));
        return projects.some(({ id }) => id === list.id);
      }
      case 'datatype': {
        const dataTypes = await session.queryClient.ensureQueryData(dataTypesOptions(session));
        return dataTypes.some(({ id }) => id === list.id);
      }
      case 'member': {
        const members = await session.queryClient.ensureQueryData(
          membersOptions(session, list.username),
        );
        return members.some(({ username }) => username === list.username);
      }
    }
  } catch {
    return null;
  }
}
