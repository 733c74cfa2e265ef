import type { ReactNode } from 'react';
import type { Asked } from '../../url/searchParams.ts';
import { canonicalUrl } from '../../url/canonicalUrl.ts';
import { goWithout } from '../../url/removeFilter.ts';
import { go } from '../../url/navigation.ts';
import { familyOf } from '../../domain/dataTypes.ts';
import type { ActiveFilter } from '../../domain/describe.ts';
import { noFilters } from '../../domain/filters.ts';
import { withFamilies } from '../../domain/predicates.ts';
import { useDataTypes, useProjects } from '../../queries/names.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Chips.module.css';

interface ChipsProps {
  active: readonly ActiveFilter[];
  asked: Asked;
  /** Other ways to ask, behind the chips. */
  children: ReactNode;
}

/** The filters that are set, each to be taken away. */
export function Chips({ active, asked, children }: ChipsProps) {
  const dataTypes = useDataTypes();
  const projects = useProjects();
  return (
    <div className={styles['chips']}>
      <div
        // Names come after ids, and are longer: they make new chips in new places, rather than
        // push aside those that somebody may be about to press.
        key={`${dataTypes.length > 0} ${projects.length > 0}`}
        className={styles['row']}
      >
        {active.length > 0 && (
          <ul aria-label="Active filters">
            {active.map((filter) => (
              <Chip key={filter.key} filter={filter} />
            ))}
          </ul>
        )}
        <Descendants asked={asked} />
        {active.length > 0 && (
          <Button look="quiet" onClick={() => goWithout(noFilters)}>
            Clear all
          </Button>
        )}
      </div>
      {children}
      <CopyButton text={() => canonicalUrl(asked)} done="Link copied">
        Copy link
      </CopyButton>
    </div>
  );
}

/** One filter that is set: its heading turns it round, its button takes it away. */
function Chip({ filter: { label, value, part, without, turned } }: { filter: ActiveFilter }) {
  const isNot = part === 'not';
  return (
    <li className={styles['chip']} data-part={part}>
      {turned === null ? (
        label
      ) : (
        <button
          type="button"
          className={styles['turn']}
          // The words that are seen are in it, for those who say them.
          aria-label={
            isNot ? `${label} is not ${value}: ask for it` : `Leave out ${label} ${value}`
          }
          title={isNot ? 'Ask for it instead' : 'Leave it out instead'}
          onClick={() => go(turned)}
        >
          {isNot ? `${label} is not` : label}
        </button>
      )}{' '}
      <b>{value}</b>
      <button
        type="button"
        aria-label={`Remove ${label} ${isNot ? 'not ' : ''}${value}`}
        onClick={() => goWithout(without)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function Descendants({ asked }: { asked: Asked }) {
  const dataTypes = useDataTypes();
  const named = [...asked.datatype_id, ...asked.datatype_id__not, ...asked.shares_datatype_id];
  if (named.length === 0) return null;
  const all = new Set(withFamilies(named, familyOf(dataTypes)));
  const descendants = all.size - new Set(named).size;
  if (descendants === 0 && !asked.include_children) return null;
  return (
    <label className={styles['choice']}>
      <input
        type="checkbox"
        checked={asked.include_children}
        onChange={(event) => go({ include_children: event.target.checked })}
      />
      {descendants === 0
        ? 'Include descendants'
        : `Include ${formatCount(descendants, 'descendant')}`}
    </label>
  );
}
