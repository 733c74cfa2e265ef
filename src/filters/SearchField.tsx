import type { Asked } from '../address/parameters.ts';
import { go } from '../address/useAddress.ts';
import styles from '../ui/Field.module.css';

export function SearchField({ asked }: { asked: Asked }) {
  return (
    <label className={styles['field']}>
      <span>Search</span>
      <input
        type="search"
        value={asked.search}
        placeholder="Name, description or tag"
        data-set={asked.search !== ''}
        onChange={(event) => go({ search: event.target.value }, 'replace')}
      />
    </label>
  );
}
