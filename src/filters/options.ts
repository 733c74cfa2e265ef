import { useMemo } from 'react';
import type { Source } from '../api/source.ts';
import { placeDataTypes } from '../listing/dataTypeTree.ts';
import { useDataTypes, useProjects } from '../queries/names.ts';
import type { Option } from '../ui/comboboxOptions.ts';

/** Every data type, in the order of their tree. */
export function useDataTypeOptions(source: Source): Option[] {
  const dataTypes = useDataTypes(source);
  return useMemo(
    () =>
      placeDataTypes(dataTypes).map(({ dataType, depth }) => ({
        value: String(dataType.id),
        label: dataType.name,
        detail: String(dataType.id),
        depth,
      })),
    [dataTypes],
  );
}

/** Every project, by name. */
export function useProjectOptions(source: Source): Option[] {
  const projects = useProjects(source);
  return useMemo(
    () =>
      projects
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
        .map(({ id, name }) => ({ value: String(id), label: name, detail: String(id) })),
    [projects],
  );
}

/** An id may be typed although no list of names has it: not every server tells all. */
export function acceptId(kind: string) {
  return (text: string): Option | null => {
    const id = Number(text.trim());
    if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(id)) return null;
    return { value: String(id), label: `${kind} ${id}` };
  };
}
