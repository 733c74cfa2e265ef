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
  chosen,
  type Picked,
  useDataTypeOptions,
  useMemberOptions,
  useProjectOptions,
} from './options.ts';

export interface PickersProps {
  params: SearchParams;
  names: Names;
  /** The rows of the page: what they have is suggested first. */
  files: readonly DataFile[];
}

/** The three fields with a list to choose from. */
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
      {...chosen(params, 'datatype_id', (id) => names.dataType(id) ?? String(id))}
      onChoose={(value, choice) =>
        change(chosenInstead(params, 'datatype_id', Number(value), choice))
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
      {...chosen(params, 'source_project_id', (id) => names.project(id) ?? String(id))}
      onChoose={(value, choice) =>
        navigate(chosenInstead(params, 'source_project_id', Number(value), choice))
      }
      onClear={() => navigate({ source_project_id: [], source_project_id__not: [] })}
      accept={acceptId('Project')}
    />
  );
}

function UsernameField({ params, files }: PickersProps) {
  const [mode, setPart] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The server is asked for names once the typing rests.
  const suggest = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPart(text.trim()), 250);
  };
  const members = useMembers(mode);
  const [isUsed, setUsed] = useState(false);
  // As they were when the field was gone to: the list must not change under whoever chooses in it.
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
      {...chosen(params, 'username', (username) => sanitizeText(username))}
      onChoose={(value, choice) => navigate(chosenInstead(params, 'username', value, choice))}
      onClear={() => navigate({ username: [], username__not: [] })}
      onType={suggest}
      accept={(text) => {
        const username = text.trim();
        return username === '' ? null : { value: username, label: username };
      }}
    />
  );
}

function chosenInstead<Name extends Picked>(
  params: SearchParams,
  filter: Name,
  value: SearchParams[Name][number],
  choice: Choice,
): Partial<Filters> {
  if (choice === 'only') return { [filter]: [value], [`${filter}__not`]: [] };
  return withFilterMode(params, filter, value, choice);
}
