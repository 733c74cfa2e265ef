import type { Asked } from '../../url/searchParams.ts';
import { go } from '../../url/navigation.ts';
import styles from '../../ui/Field.module.css';

interface DateFieldProps {
  label: string;
  name: 'created_start' | 'created_end';
  asked: Asked;
}

/** A day in UTC. The browser's own field: it knows the reader's way to write a date. */
export function DateField({ label, name, asked }: DateFieldProps) {
  return (
    <label className={styles['field']}>
      <span>{label}</span>
      <input
        type="date"
        value={asked[name] ?? ''}
        data-set={asked[name] !== null}
        onChange={(event) => go({ [name]: event.target.value || null }, 'replace')}
      />
    </label>
  );
}
