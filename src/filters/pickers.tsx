import { useMemo, useRef, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import { go } from '../address/useAddress.ts';
import type { Source } from '../api/source.ts';
import { placeDataTypes } from '../listing/dataTypeTree.ts';
import type { Names } from '../listing/describe.ts';
import { useDataTypes, useMembers, useProjects } from '../queries/names.ts';
import type { Option } from '../ui/Combobox.tsx';
import { Combobox } from '../ui/LazyCombobox.tsx';

interface FieldProps {
  source: Source;
  asked: Asked;
  names: Names;
}

export function DataTypeField({ source, asked, names }: FieldProps) {
  const dataTypes = useDataTypes(source);
  const options = useMemo(
    () =>
      placeDataTypes(dataTypes).map(({ dataType, depth }) => ({
        value: String(dataType.id),
        label: dataType.name,
        detail: String(dataType.id),
        depth,
      })),
    [dataTypes],
  );
  const id = asked.datatype_id;
  return (
    <Combobox
      label="Data type"
      placeholder="Any"
      options={options}
      value={id === null ? null : String(id)}
      valueLabel={id === null ? '' : (names.dataType(id) ?? String(id))}
      onChange={(value) =>
        go({
          datatype_id: value === null ? null : Number(value),
          include_children: value !== null && asked.include_children,
        })
      }
      accept={acceptId('Data type')}
    />
  );
}

export function ProjectField({ source, asked, names }: FieldProps) {
  const projects = useProjects(source);
  const options = useMemo(
    () =>
      projects
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
        .map(({ id, name }) => ({ value: String(id), label: name, detail: String(id) })),
    [projects],
  );
  const id = asked.source_project_id;
  return (
    <Combobox
      label="Project"
      placeholder="Any"
      options={options}
      value={id === null ? null : String(id)}
      valueLabel={id === null ? '' : (names.project(id) ?? String(id))}
      onChange={(value) => go({ source_project_id: value === null ? null : Number(value) })}
      accept={acceptId('Project')}
    />
  );
}

export function UsernameField({ source, asked }: Omit<FieldProps, 'names'>) {
  const [part, setPart] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The server is asked for names once the typing rests.
  const suggest = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPart(text.trim()), 250);
  };
  const members = useMembers(source, part);
  const options = useMemo(
    () => members.map(({ username }) => ({ value: username, label: username })),
    [members],
  );
  return (
    <Combobox
      label="Username"
      placeholder="Anyone"
      options={options}
      value={asked.username}
      valueLabel={asked.username ?? ''}
      onChange={(username) => go({ username })}
      onType={suggest}
      accept={(text) => {
        const username = text.trim();
        return username === '' ? null : { value: username, label: username };
      }}
    />
  );
}

/** An id may be typed although no list of names has it: not every server tells all. */
function acceptId(kind: string) {
  return (text: string): Option | null => {
    const id = Number(text.trim());
    if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(id)) return null;
    return { value: String(id), label: `${kind} ${id}` };
  };
}
