import { useMemo } from 'react';
import type { DataFile, Member } from '../../api/schemas.ts';
import { flattenDataTypes } from '../../domain/dataTypes.ts';
import type { Facet } from '../../domain/facets.ts';
import { useDataTypes, useProjects } from '../../queries/names.ts';
import type { Option } from '../../ui/comboboxOptions.ts';
import { formatCount } from '../../ui/format.ts';
import type { SearchParams } from '../../url/searchParams.ts';

/** All data types, in tree order, with their numbers of files if these are known. */
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

/** All projects, sorted by name, with their numbers of files if these are known. */
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

/** Members: first those of the listed files, then those that the API suggests. */
export function useMemberOptions(
  suggested: readonly Member[],
  counts: readonly Facet<string | null>[] | null,
  files: readonly DataFile[],
): Option[] {
  return useMemo(() => {
    const countOf = counter(counts);
    const listed =
      counts === null
        ? files.flatMap(({ user }) => user.username ?? [])
        : counts.flatMap(({ value }) => value ?? []);
    const all = new Set([...listed, ...suggested.map(({ username }) => username)]);
    return [...all].map((username) => ({
      value: username,
      label: username,
      count: countOf(username),
    }));
  }, [suggested, counts, files]);
}

function counter<Value>(counts: readonly Facet<Value>[] | null) {
  const byValue = new Map(counts?.map(({ value, count }) => [value, count]));
  return (value: Value) =>
    counts === null ? undefined : formatCount(byValue.get(value) ?? 0, 'file');
}

/** Accepts a typed id that is not among the options, because some servers do not list all ids. */
export function acceptId(kind: string) {
  return (text: string): Option | null => {
    const id = Number(text.trim());
    if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(id)) return null;
    return { value: String(id), label: `${kind} ${id}` };
  };
}

export type PickerFilter = 'datatype_id' | 'source_project_id' | 'username';

/** The values of a filter, and a label that names all of them, for its combobox. */
export function comboboxValue<Name extends PickerFilter>(
  params: SearchParams,
  filter: Name,
  inWords: (value: SearchParams[Name][number]) => string,
) {
  const included: readonly SearchParams[Name][number][] = params[filter];
  const excluded: readonly SearchParams[Name][number][] = params[`${filter}__not` as const];
  const labels = [
    included.map(inWords).join(' or '),
    ...excluded.map((value) => `not ${inWords(value)}`),
  ];
  return {
    included: included.map(String),
    excluded: excluded.map(String),
    valueLabel: labels.filter((label) => label !== '').join(', '),
  };
}
