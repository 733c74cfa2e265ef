import { useMemo } from 'react';
import type { DataFile, Member } from '../../api/schemas.ts';
import { flattenDataTypes } from '../../domain/dataTypes.ts';
import type { Facet } from '../../domain/facets.ts';
import { useDataTypes, useProjects } from '../../queries/names.ts';
import type { Option } from '../../ui/comboboxOptions.ts';
import { formatCount } from '../../ui/format.ts';
import type { SearchParams } from '../../url/searchParams.ts';

/** Every data type, in the order of their tree; with how many files each would find, where that is known. */
export function useDataTypeOptions(counts: readonly Facet<number>[] | null = null): Option[] {
  const dataTypes = useDataTypes();
  return useMemo(() => {
    const countOf = counter(counts);
    return flattenDataTypes(dataTypes).map(({ dataType, depth }) => ({
      value: String(dataType.id),
      label: dataType.name,
      detail: String(dataType.id),
      depth,
      count: countOf(dataType.id),
    }));
  }, [dataTypes, counts]);
}

/** Every project by name, with how many files each would find, where that is known. */
export function useProjectOptions(counts: readonly Facet<number>[] | null = null): Option[] {
  const projects = useProjects();
  return useMemo(() => {
    const countOf = counter(counts);
    return projects
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      .map(({ id, name }) => ({
        value: String(id),
        label: name,
        detail: String(id),
        count: countOf(id),
      }));
  }, [projects, counts]);
}

/** Members: those in the list that is looked at, by what they have of it, then those the API suggests. */
export function useMemberOptions(
  suggested: readonly Member[],
  counts: readonly Facet<string | null>[] | null,
  files: readonly DataFile[],
): Option[] {
  return useMemo(() => {
    const countOf = counter(counts);
    const here =
      counts === null
        ? files.flatMap(({ user }) => user.username ?? [])
        : counts.flatMap(({ value }) => value ?? []);
    const all = new Set([...here, ...suggested.map(({ username }) => username)]);
    return [...all].map((username) => ({
      value: username,
      label: username,
      count: countOf(username),
    }));
  }, [suggested, counts, files]);
}

function counter<Value>(counts: readonly Facet<Value>[] | null) {
  const known = new Map(counts?.map(({ value, count }) => [value, count]));
  return (value: Value) =>
    counts === null ? undefined : formatCount(known.get(value) ?? 0, 'file');
}

/** An id may be typed although no list of names has it: not every server tells all. */
export function acceptId(kind: string) {
  return (text: string): Option | null => {
    const id = Number(text.trim());
    if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(id)) return null;
    return { value: String(id), label: `${kind} ${id}` };
  };
}

export type Picked = 'datatype_id' | 'source_project_id' | 'username';

/** What a filter's field shows: its values, and all of them in words. */
export function chosen<Name extends Picked>(
  params: SearchParams,
  filter: Name,
  inWords: (value: SearchParams[Name][number]) => string,
) {
  const included: readonly SearchParams[Name][number][] = params[filter];
  const excluded: readonly SearchParams[Name][number][] = params[`${filter}__not` as const];
  const words = [
    included.map(inWords).join(' or '),
    ...excluded.map((value) => `not ${inWords(value)}`),
  ];
  return {
    included: included.map(String),
    excluded: excluded.map(String),
    valueLabel: words.filter((word) => word !== '').join(', '),
  };
}
