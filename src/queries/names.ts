import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { dataTypesPath, membersPath, projectsPath } from '../api/endpoints.ts';
import { getJson } from '../api/client.ts';
import {
  type DataType,
  dataTypePageSchema,
  type Member,
  memberPageSchema,
  type Project,
  projectPageSchema,
} from '../api/schemas.ts';
import { buildDescendantsOf } from '../domain/dataTypes.ts';
import type { Names } from '../domain/describe.ts';
import type { Filters } from '../domain/filters.ts';
import type { DescendantsOf } from '../domain/predicates.ts';
import { includesDescendants } from '../retrieval/plan.ts';
import { sanitizeText } from '../ui/sanitizeText.ts';
import { noteEvidence, type Session } from '../session/session.ts';
import { useSession } from '../session/SessionProvider.tsx';

// The server sets no maximum, and both lists are short (tens of data types, hundreds of projects).
const ALL = { limit: 5000 };

export function dataTypesOptions(session: Session) {
  return queryOptions({
    queryKey: ['data types', session.source.name],
    meta: { onStored: () => noteEvidence(session, { tree: true }) },
    queryFn: async ({ signal }) => {
      const page = await getJson(session.source, dataTypesPath(ALL), dataTypePageSchema, {
        signal,
      });
      return page.results.map(asShown);
    },
  });
}

export function projectsOptions({ source }: Session) {
  return queryOptions({
    queryKey: ['projects', source.name],
    queryFn: async ({ signal }) => {
      const page = await getJson(source, projectsPath(ALL), projectPageSchema, { signal });
      return page.results.map(asShown);
    },
  });
}

function asShown<Named extends { name: string }>(named: Named): Named {
  return { ...named, name: sanitizeText(named.name) };
}

/** Members whose username contains `part`, at most 20. */
export function membersOptions({ source }: Session, part: string) {
  return queryOptions({
    queryKey: ['members', source.name, part],
    queryFn: async ({ signal }) => {
      const path = membersPath({ username: part, limit: 20 });
      const page = await getJson(source, path, memberPageSchema, { signal });
      return page.results;
    },
  });
}

const none: never[] = [];

export function useDataTypes(): readonly DataType[] {
  return useQuery(dataTypesOptions(useSession())).data ?? none;
}

export function useProjects(): readonly Project[] {
  return useQuery(projectsOptions(useSession())).data ?? none;
}

/** Members whose username contains `part`; none for an empty `part`. */
export function useMembers(part: string): readonly Member[] {
  const members = useQuery({ ...membersOptions(useSession(), part), enabled: part !== '' });
  return members.data ?? none;
}

/** Names of data types and projects by id; null until they are loaded, and if the server has none. */
export function useNames(): Names {
  const dataTypes = useDataTypes();
  const projects = useProjects();
  return useMemo(() => {
    const dataTypeNames = new Map(dataTypes.map(({ id, name }) => [id, name]));
    const projectNames = new Map(projects.map(({ id, name }) => [id, name]));
    return {
      dataType: (id) => dataTypeNames.get(id) ?? null,
      project: (id) => projectNames.get(id) ?? null,
    };
  }, [dataTypes, projects]);
}

/** The descendants of data types, if the filters include them; null otherwise, and if the tree cannot be loaded. */
export async function fetchDescendantsOf(
  session: Session,
  filters: Filters,
): Promise<DescendantsOf | null> {
  if (!includesDescendants(filters)) return null;
  try {
    return buildDescendantsOf(await session.queryClient.ensureQueryData(dataTypesOptions(session)));
  } catch {
    return null;
  }
}
