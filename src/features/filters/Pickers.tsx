import { useRef, useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import type { DataFile } from '../../api/schemas.ts';
import { dropUnusedDescendants, type Names } from '../../domain/describe.ts';
import { type Filters, withFilterMode } from '../../domain/filters.ts';
import { useMembers } from '../../queries/names.ts';
import { useOptionCounts } from '../../queries/facetCounts.ts';
import type { Choice } from '../../ui/comboboxOptions.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import {
  acceptId,
  comboboxValue,
  type PickerFilter,
  useDataTypeOptions,
  useMemberOptions,
  useProjectOptions,
} from './options.ts';

export interface PickersProps {
  params: SearchParams;
  names: Names;
  /** The rows of the page, whose members are suggested first. */
  files: readonly DataFile[];
}

/** The comboboxes Data type, Project and Username. */
export function Pickers(props: PickersProps) {
  return (
    <>
      <DataTypeField {...props} />
      <ProjectField {...props} />
      <UsernameField {...props} />
    </>
  );
}

function DataTypeField({ params, names }: PickersProps) {
  const [isUsed, setUsed] = useState(false);
  const counts = useOptionCounts(params, 'datatype_id', isUsed);
  const options = useDataTypeOptions(
    (params.include_children ? counts?.branches : counts?.datatypes) ?? null,
  );
  const change = (changes: Partial<Filters>) => navigate(dropUnusedDescendants(params, changes));
  return (
    <Combobox
      label="Data type"
      placeholder="Any"
      options={options}
      onUse={() => setUsed(true)}
      {...comboboxValue(params, 'datatype_id', (id) => names.dataType(id) ?? String(id))}
      onChoose={(value, choice) =>
        change(filtersAfterChoice(params, 'datatype_id', Number(value), choice))
      }
      onClear={() => change({ datatype_id: [], datatype_id__not: [] })}
      accept={acceptId('Data type')}
    />
  );
}

function ProjectField({ params, names }: PickersProps) {
  const [isUsed, setUsed] = useState(false);
  const counts = useOptionCounts(params, 'source_project_id', isUsed);
  const options = useProjectOptions(counts?.projects ?? null);
  return (
    <Combobox
      label="Project"
      placeholder="Any"
      options={options}
      onUse={() => setUsed(true)}
      {...comboboxValue(params, 'source_project_id', (id) => names.project(id) ?? String(id))}
      onChoose={(value, choice) =>
        navigate(filtersAfterChoice(params, 'source_project_id', Number(value), choice))
      }
      onClear={() => navigate({ source_project_id: [], source_project_id__not: [] })}
      accept={acceptId('Project')}
    />
  );
}

function UsernameField({ params, files }: PickersProps) {
  const [prefix, setPrefix] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Requests suggestions when the user pauses typing.
  const suggest = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPrefix(text.trim()), 250);
  };
  const members = useMembers(prefix);
  const [isUsed, setUsed] = useState(false);
  // The rows when the field got the focus: the options must not change while the user chooses.
  const [suggested, setSuggested] = useState(files);
  const counts = useOptionCounts(params, 'username', isUsed);
  const options = useMemberOptions(members, counts?.members ?? null, suggested);
  return (
    <Combobox
      label="Username"
      placeholder="Anyone"
      options={options}
      onUse={() => {
        setUsed(true);
        setSuggested(files);
      }}
      {...comboboxValue(params, 'username', (username) => sanitizeText(username))}
      onChoose={(value, choice) => navigate(filtersAfterChoice(params, 'username', value, choice))}
      onClear={() => navigate({ username: [], username__not: [] })}
      onType={suggest}
      accept={(text) => {
        const username = text.trim();
        return username === '' ? null : { value: username, label: username };
      }}
    />
  );
}

function filtersAfterChoice<Name extends PickerFilter>(
  params: SearchParams,
  filter: Name,
  value: SearchParams[Name][number],
  choice: Choice,
): Partial<Filters> {
  if (choice === 'only') return { [filter]: [value], [`${filter}__not`]: [] };
  return withFilterMode(params, filter, value, choice);
}
