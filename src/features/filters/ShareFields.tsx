import type { Asked } from '../../url/searchParams.ts';
import { go } from '../../url/navigation.ts';
import { lessTree } from '../../domain/describe.ts';
import { inOrder } from '../../domain/filters.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import styles from './Cohort.module.css';
import { acceptId, useDataTypeOptions, useProjectOptions } from './options.ts';

/** Two fields that add what every member must share. */
export function ShareFields({ asked }: { asked: Asked }) {
  const dataTypes = useDataTypeOptions();
  const projects = useProjectOptions();
  const toggled = (ids: readonly number[], id: number) =>
    inOrder(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  const nothing = { not: [], valueLabel: '', onClear: () => undefined };
  return (
    <div className={styles['fields']}>
      <Combobox
        {...nothing}
        label="Share a data type"
        placeholder="Add a data type"
        options={dataTypes}
        either={asked.shares_datatype_id.map(String)}
        onChoose={(value) =>
          go(
            lessTree(asked, {
              shares_datatype_id: toggled(asked.shares_datatype_id, Number(value)),
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
        either={asked.shares_source_project_id.map(String)}
        onChoose={(value) =>
          go({ shares_source_project_id: toggled(asked.shares_source_project_id, Number(value)) })
        }
        accept={acceptId('Project')}
        isMany
      />
    </div>
  );
}
