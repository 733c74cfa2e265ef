import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import styles from '../../ui/Field.module.css';

interface DateFieldProps {
  label: string;
  name: 'created_start' | 'created_end';
  params: SearchParams;
}

/** A day in UTC. The browser's own field: it knows the reader's way to write a date. */
export function DateField({ label, name, params }: DateFieldProps) {
  return (
    <label className={styles['field']}>
      <span>{label}</span>
      <input
        type="date"
        value={params[name] ?? ''}
        data-set={params[name] !== null}
        onChange={(event) => navigate({ [name]: event.target.value || null }, 'replace')}
      />
    </label>
  );
}
