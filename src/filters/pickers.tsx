import { useMemo, useRef, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import { go } from '../address/useAddress.ts';
import type { Source } from '../api/source.ts';
import type { Names } from '../listing/describe.ts';
import { type Filters, withPart } from '../listing/filters.ts';
import { useMembers } from '../queries/names.ts';
import type { Choice } from '../ui/comboboxOptions.ts';
import { Combobox } from '../ui/LazyCombobox.tsx';
import { acceptId, useDataTypeOptions, useProjectOptions } from './options.ts';

interface FieldProps {
  source: Source;
  asked: Asked;
  names: Names;
}

export function DataTypeField({ source, asked, names }: FieldProps) {
  const options = useDataTypeOptions(source);
  const change = (changes: Partial<Filters>) => {
    const { datatype_id, datatype_id__not } = { ...asked, ...changes };
    const isNamed = datatype_id.length + datatype_id__not.length > 0;
    go(isNamed ? changes : { ...changes, include_children: false });
  };
  return (
    <Combobox
      label="Data type"
      placeholder="Any"
      options={options}
      {...chosen(asked, 'datatype_id', (id) => names.dataType(id) ?? String(id))}
      onChoose={(value, choice) =>
        change(chosenInstead(asked, 'datatype_id', Number(value), choice))
      }
      onClear={() => change({ datatype_id: [], datatype_id__not: [] })}
      accept={acceptId('Data type')}
    />
  );
}

export function ProjectField({ source, asked, names }: FieldProps) {
  const options = useProjectOptions(source);
  return (
    <Combobox
      label="Project"
      placeholder="Any"
      options={options}
      {...chosen(asked, 'source_project_id', (id) => names.project(id) ?? String(id))}
      onChoose={(value, choice) =>
        go(chosenInstead(asked, 'source_project_id', Number(value), choice))
      }
      onClear={() => go({ source_project_id: [], source_project_id__not: [] })}
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
      {...chosen(asked, 'username', (username) => username)}
      onChoose={(value, choice) => go(chosenInstead(asked, 'username', value, choice))}
      onClear={() => go({ username: [], username__not: [] })}
      onType={suggest}
      accept={(text) => {
        const username = text.trim();
        return username === '' ? null : { value: username, label: username };
      }}
    />
  );
}

type Picked = 'datatype_id' | 'source_project_id' | 'username';

/** What a filter's field shows: its values, and all of them in words. */
function chosen<Name extends Picked>(
  asked: Asked,
  filter: Name,
  inWords: (value: Asked[Name][number]) => string,
) {
  const either: readonly Asked[Name][number][] = asked[filter];
  const not: readonly Asked[Name][number][] = asked[`${filter}__not` as const];
  const words = [either.map(inWords).join(' or '), ...not.map((value) => `not ${inWords(value)}`)];
  return {
    either: either.map(String),
    not: not.map(String),
    valueLabel: words.filter((word) => word !== '').join(', '),
  };
}

function chosenInstead<Name extends Picked>(
  asked: Asked,
  filter: Name,
  value: Asked[Name][number],
  choice: Choice,
): Partial<Filters> {
  if (choice === 'only') return { [filter]: [value], [`${filter}__not`]: [] };
  return withPart(asked, filter, value, choice === 'none' ? null : choice);
}
