import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import { dropUnusedDescendants } from '../../domain/describe.ts';
import { sortedUnique } from '../../domain/filters.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import styles from './Cohort.module.css';
import { acceptId, useDataTypeOptions, useProjectOptions } from './options.ts';

/** Two fields that add what every member must share. */
export function ShareFields({ params }: { params: SearchParams }) {
  const dataTypes = useDataTypeOptions();
  const projects = useProjectOptions();
  const toggled = (ids: readonly number[], id: number) =>
    sortedUnique(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  const nothing = { excluded: [], valueLabel: '', onClear: () => undefined };
  return (
    <div className={styles['fields']}>
      <Combobox
        {...nothing}
        label="Share a data type"
        placeholder="Add a data type"
        options={dataTypes}
        included={params.shares_datatype_id.map(String)}
        onChoose={(value) =>
          navigate(
            dropUnusedDescendants(params, {
              shares_datatype_id: toggled(params.shares_datatype_id, Number(value)),
            }),
          )
        }
        accept={acceptId('Data type')}
        isMany
      />
      <Combobox
        {...nothing}
        label="Share through a project"
        placeholder="Add a project"
        options={projects}
        included={params.shares_source_project_id.map(String)}
        onChoose={(value) =>
          navigate({
            shares_source_project_id: toggled(params.shares_source_project_id, Number(value)),
          })
        }
        accept={acceptId('Project')}
        isMany
      />
    </div>
  );
}
