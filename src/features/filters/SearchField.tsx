import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import styles from '../../ui/Field.module.css';
import { useShortcutsOn } from '../../ui/shortcutsSetting.ts';
import { useMedia } from '../../ui/useMedia.ts';

export function SearchField({ params }: { params: SearchParams }) {
  // Whoever points with a finger has no key to press.
  const hasKeys = useMedia('(pointer: fine)');
  const isHinted = useShortcutsOn() && hasKeys;
  return (
    <label className={styles['field']}>
      <span>Search</span>
      <input
        type="search"
        value={params.search}
        placeholder={`Name, description or tag${isHinted ? '  ( / )' : ''}`}
        aria-keyshortcuts={isHinted ? '/' : undefined}
        data-set={params.search !== ''}
        onChange={(event) => navigate({ search: event.target.value }, 'replace')}
      />
    </label>
  );
}
