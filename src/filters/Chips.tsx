import type { Asked } from '../address/parameters.ts';
import { goWithout } from '../address/goWithout.ts';
import { go } from '../address/useAddress.ts';
import type { Source } from '../api/source.ts';
import { familyOf } from '../listing/dataTypeTree.ts';
import type { ActiveFilter } from '../listing/describe.ts';
import { noFilters } from '../listing/filters.ts';
import { useDataTypes, useProjects } from '../queries/names.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatCount } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Chips.module.css';

interface ChipsProps {
  active: readonly ActiveFilter[];
  asked: Asked;
  source: Source;
}

/** The filters that are set, each to be taken away. */
export function Chips({ active, asked, source }: ChipsProps) {
  const dataTypes = useDataTypes(source);
  const projects = useProjects(source);
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
            {active.map(({ label, value, without }) => (
              <li key={label} className={styles['chip']}>
                {label} <b>{value}</b>
                <button
                  type="button"
                  aria-label={`Remove ${label} ${value}`}
                  onClick={() => goWithout(without)}
                >
                  <Icon name="close" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <Descendants asked={asked} source={source} />
        {active.length > 0 && (
          <Button look="quiet" onClick={() => goWithout(noFilters)}>
            Clear all
          </Button>
        )}
      </div>
      <CopyButton text={() => window.location.href} done="Link copied">
        Copy link
      </CopyButton>
    </div>
  );
}

function Descendants({ asked, source }: { asked: Asked; source: Source }) {
  const dataTypes = useDataTypes(source);
  const id = asked.datatype_id;
  if (id === null) return null;
  const descendants = familyOf(dataTypes)(id).size - 1;
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
