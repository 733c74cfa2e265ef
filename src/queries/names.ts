import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { dataTypesPath, membersPath, projectsPath } from '../api/endpoints.ts';
import { getJson } from '../api/getJson.ts';
import {
  type DataType,
  dataTypePageSchema,
  type Member,
  memberPageSchema,
  type Project,
  projectPageSchema,
} from '../api/schemas.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import { shown } from '../ui/shown.ts';
import { learn } from './knowledge.ts';

// The server sets no maximum, and both lists are short (tens of types, some hundred projects).
const ALL = { limit: 5000 };

export function dataTypesOptions(source: Source) {
  return queryOptions({
    queryKey: ['data types', source.name],
    queryFn: async ({ client, signal }) => {
      const page = await getJson(source, dataTypesPath(ALL), dataTypePageSchema, { signal });
      learn(client, source, { tree: true });
      return page.results.map(asShown);
    },
  });
}

export function projectsOptions(source: Source) {
  return queryOptions({
    queryKey: ['projects', source.name],
    queryFn: async ({ signal }) => {
      const page = await getJson(source, projectsPath(ALL), projectPageSchema, { signal });
      return page.results.map(asShown);
    },
  });
}

function asShown<Named extends { name: string }>(named: Named): Named {
  return { ...named, name: shown(named.name) };
}

/** Members whose username contains `part`, at most 20. */
export function membersOptions(source: Source, part: string) {
  return queryOptions({
    queryKey: ['members', source.name, part],
    queryFn: async ({ signal }) => {
      const path = membersPath({ username: part, limit: 20 });
      const page = await getJson(source, path, memberPageSchema, { signal });
      return page.results;
    },
  });
}

const nobody: never[] = [];

export function useDataTypes(source: Source): readonly DataType[] {
  return useQuery(dataTypesOptions(source)).data ?? nobody;
}

export function useProjects(source: Source): readonly Project[] {
  return useQuery(projectsOptions(source)).data ?? nobody;
}

/** Members whose username contains `part`; none for an empty `part`. */
export function useMembers(source: Source, part: string): readonly Member[] {
  const members = useQuery({ ...membersOptions(source, part), enabled: part !== '' });
  return members.data ?? nobody;
}

/** How ids are called. Until names arrive, and where they never do, the id stands for itself. */
export function useNames(source: Source): Names {
  const dataTypes = useDataTypes(source);
  const projects = useProjects(source);
  return useMemo(() => {
    const dataTypeNames = new Map(dataTypes.map(({ id, name }) => [id, name]));
    const projectNames = new Map(projects.map(({ id, name }) => [id, name]));
    return {
      dataType: (id) => dataTypeNames.get(id) ?? null,
      project: (id) => projectNames.get(id) ?? null,
    };
  }, [dataTypes, projects]);
}
