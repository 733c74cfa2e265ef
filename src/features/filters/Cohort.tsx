import type { Asked } from '../../url/searchParams.ts';
import { go } from '../../url/navigation.ts';
import { lessTree, type Names } from '../../domain/describe.ts';
import { type Filters, inOrder, isCohort, noFilters } from '../../domain/filters.ts';
import { useCohort } from '../../queries/cohort.ts';
import { useListing } from '../../queries/listing.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Cohort.module.css';
import { CohortMembers } from './CohortMembers.tsx';
import { CohortReading } from './CohortReading.tsx';
import { ShareFields } from './ShareFields.tsx';

interface CohortProps {
  asked: Asked;
  names: Names;
  label: string;
  onClose: () => void;
}

/** Finds the members who share all of several data types and projects: a cohort. */
export function Cohort({ asked, names, label, onClose }: CohortProps) {
  const listing = useListing(asked);
  const members = useCohort(asked);
  const shares = sharesOf(asked, names);

  return (
    <Drawer label={label} onClose={onClose}>
      <div className={styles['head']}>
        <h2>{label}</h2>
        <Button look="icon" onClick={onClose} aria-label="Close">
          <Icon name="close" />
        </Button>
      </div>
      <p>
        Choose two or more data types or projects to find the members who publicly share files of
        every one. Whoever hides the membership in a project cannot be found there.
      </p>
      <ShareFields asked={asked} />
      {shares.length > 0 && (
        <ul aria-label="Shared by every member" className={styles['shares']}>
          {shares.map(({ key, name, without }) => (
            <li key={key}>
              {name}
              <button
                type="button"
                aria-label={`Remove ${name}`}
                onClick={(event) => {
                  // The button goes with what it removes; the focus must not go with it.
                  event.currentTarget.closest('dialog')?.querySelector('input')?.focus();
                  go(without);
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isCohort(asked) &&
        (members === null ? (
          <CohortReading listing={listing} />
        ) : (
          <CohortMembers
            members={members}
            shares={shares}
            start={{ ...noFilters, source: asked.source }}
            onFollow={onClose}
          />
        ))}
      {isCohort(asked) && (
        <Button look="main" onClick={onClose}>
          Show their files
        </Button>
      )}
    </Drawer>
  );
}

interface Share {
  /** Unique, unlike the name. */
  key: string;
  name: string;
  /** The filters without it. */
  without: Partial<Filters>;
}

/** What all members must share, in the order in which their files are counted. */
function sharesOf(asked: Asked, names: Names): Share[] {
  const { shares_datatype_id, shares_source_project_id } = asked;
  return [
    ...shares_datatype_id.map((id) => ({
      key: `data type ${id}`,
      name: names.dataType(id) ?? `Data type ${id}`,
      without: lessTree(asked, {
        shares_datatype_id: inOrder(shares_datatype_id.filter((other) => other !== id)),
      }),
    })),
    ...shares_source_project_id.map((id) => ({
      key: `project ${id}`,
      // A data type may have the same name.
      name: `${names.project(id) ?? id} (project)`,
      without: {
        shares_source_project_id: inOrder(shares_source_project_id.filter((other) => other !== id)),
      },
    })),
  ];
}
