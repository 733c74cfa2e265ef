import type { ReactNode } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import { canonicalUrl } from '../../url/canonicalUrl.ts';
import { navigate, removeFilter } from '../../url/navigation.ts';
import { buildDescendantsOf } from '../../domain/dataTypes.ts';
import type { ActiveFilter } from '../../domain/describe.ts';
import { noFilters } from '../../domain/filters.ts';
import { withDescendants } from '../../domain/predicates.ts';
import { useDataTypes, useProjects } from '../../queries/names.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Chips.module.css';

interface ChipsProps {
  active: readonly ActiveFilter[];
  params: SearchParams;
  /** Further controls after the chips. */
  children: ReactNode;
}

/** One chip for each active filter. */
export function Chips({ active, params, children }: ChipsProps) {
  const dataTypes = useDataTypes();
  const projects = useProjects();
  return (
    <div className={styles['chips']}>
      <div
        // Names replace ids when they have loaded, and are longer. The key replaces the chips, so that they do not
        // move under the pointer of a user who is about to click.
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
        <Descendants params={params} />
        {active.length > 0 && (
          <Button variant="quiet" onClick={() => removeFilter(noFilters)}>
            Clear all
          </Button>
        )}
      </div>
      {children}
      <CopyButton text={() => canonicalUrl(params)} done="Link copied">
        Copy link
      </CopyButton>
    </div>
  );
}

/** One active filter. A click on its label inverts it; its button removes it. */
function Chip({ filter: { label, value, mode, without, turned } }: { filter: ActiveFilter }) {
  const isNot = mode === 'exclude';
  return (
    <li className={styles['chip']} data-mode={mode}>
      {turned === null ? (
        label
      ) : (
        <button
          type="button"
          className={styles['invert']}
          // Contains the visible text, for voice control.
          aria-label={
            isNot ? `${label} is not ${value}: ask for it` : `Leave out ${label} ${value}`
          }
          title={isNot ? 'Ask for it instead' : 'Leave it out instead'}
          onClick={() => navigate(turned)}
        >
          {isNot ? `${label} is not` : label}
        </button>
      )}{' '}
      <b>{value}</b>
      <button
        type="button"
        aria-label={`Remove ${label} ${isNot ? 'not ' : ''}${value}`}
        onClick={() => removeFilter(without)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function Descendants({ params }: { params: SearchParams }) {
  const dataTypes = useDataTypes();
  const selected = [
    ...params.datatype_id,
    ...params.datatype_id__not,
    ...params.shares_datatype_id,
  ];
  if (selected.length === 0) return null;
  const all = new Set(withDescendants(selected, buildDescendantsOf(dataTypes)));
  const descendants = all.size - new Set(selected).size;
  if (descendants === 0 && !params.include_children) return null;
  return (
    <label className={styles['choice']}>
      <input
        type="checkbox"
        checked={params.include_children}
        onChange={(event) => navigate({ include_children: event.target.checked })}
      />
      {descendants === 0
        ? 'Include descendants'
        : `Include ${formatCount(descendants, 'descendant')}`}
    </label>
  );
}
