import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import { dropUnusedDescendants, type Names } from '../../domain/describe.ts';
import { type Filters, sortedUnique, isCohort, noFilters } from '../../domain/filters.ts';
import { useCohort } from '../../queries/cohort.ts';
import { useFileList } from '../../queries/fileList.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Cohort.module.css';
import { CohortMembers } from './CohortMembers.tsx';
import { CohortProgress } from './CohortProgress.tsx';
import { ShareFields } from './ShareFields.tsx';

interface CohortProps {
  params: SearchParams;
  names: Names;
  label: string;
  onClose: () => void;
}

/** Finds the members who share all of several data types and projects: a cohort. */
export function Cohort({ params, names, label, onClose }: CohortProps) {
  const fileList = useFileList(params);
  const members = useCohort(params);
  const shares = sharesOf(params, names);

  return (
    <Drawer label={label} onClose={onClose}>
      <div className={styles['head']}>
        <h2>{label}</h2>
        <Button variant="icon" onClick={onClose} aria-label="Close">
          <Icon name="close" />
        </Button>
      </div>
      <p>
        Choose two or more data types or projects to find the members who publicly share files of
        every one. Whoever hides the membership in a project cannot be found there.
      </p>
      <ShareFields params={params} />
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
                  navigate(without);
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isCohort(params) &&
        (members === null ? (
          <CohortProgress fileList={fileList} />
        ) : (
          <CohortMembers
            members={members}
            shares={shares}
            start={{ ...noFilters, source: params.source }}
            onFollow={onClose}
          />
        ))}
      {isCohort(params) && (
        <Button variant="primary" onClick={onClose}>
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
function sharesOf(params: SearchParams, names: Names): Share[] {
  const { shares_datatype_id, shares_source_project_id } = params;
  return [
    ...shares_datatype_id.map((id) => ({
      key: `data type ${id}`,
      name: names.dataType(id) ?? `Data type ${id}`,
      without: dropUnusedDescendants(params, {
        shares_datatype_id: sortedUnique(shares_datatype_id.filter((other) => other !== id)),
      }),
    })),
    ...shares_source_project_id.map((id) => ({
      key: `project ${id}`,
      // A data type may have the same name.
      name: `${names.project(id) ?? id} (project)`,
      without: {
        shares_source_project_id: sortedUnique(
          shares_source_project_id.filter((other) => other !== id),
        ),
      },
    })),
  ];
}
