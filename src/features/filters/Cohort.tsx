import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import { dropUnusedDescendants, type Names } from '../../domain/describe.ts';
import { type Filters, isCohort, noFilters, sortedUnique } from '../../domain/filters.ts';
import { type CohortMember, useCohort } from '../../queries/cohort.ts';
import { type FileList, useFileList } from '../../queries/fileList.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Cohort.module.css';
import { Link } from '../../url/Link.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import { isActive, requestsLeft } from '../../retrieval/loadState.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import strip from '../../ui/Strip.module.css';
import { Combobox } from '../../ui/Combobox.tsx';
import { acceptId, useDataTypeOptions, useProjectOptions } from './options.ts';

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
        every one. Members who hide their membership in a project cannot be found there.
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
                  // The button is removed with its entry, so the focus moves to the first field.
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
  /** The filters without this entry. */
  without: Partial<Filters>;
}

/** The data types and projects that all members must share, in the order of the counts in `CohortMember.shares`. */
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

interface CohortMembersProps {
  members: readonly CohortMember[];
  /** The shared data types and projects, in the order of each member's `shares`. Names may be equal. */
  shares: readonly { key: string; name: string }[];
  /** Only the source, without filters: the link of a member shows all files of the member. */
  start: Partial<SearchParams>;
  onFollow: () => void;
}

/** The maximum number of members that the table shows. */
const MOST_SHOWN = 200;

/** The members of a cohort, with their numbers of files. */
export function CohortMembers({ members, shares, start, onFollow }: CohortMembersProps) {
  return (
    <>
      <p role="status">
        {members.length === 0
          ? 'No member shares all of these.'
          : `${formatCount(members.length, 'member shares', 'members share')} all of these.`}
      </p>
      {members.length > 0 && (
        <div className={styles['scroller']}>
          <table className={styles['members']}>
            <thead>
              <tr>
                <th scope="col">Member</th>
                {shares.map(({ key, name }) => (
                  <th key={key} scope="col">
                    {name}
                  </th>
                ))}
                <th scope="col">All files</th>
              </tr>
            </thead>
            <tbody>
              {members.slice(0, MOST_SHOWN).map(({ username, files, ...member }) => (
                <tr key={username}>
                  <th scope="row">
                    <Link changes={{ ...start, username: [username] }} onFollow={onFollow}>
                      {sanitizeText(username)}
                    </Link>
                  </th>
                  {member.shares.map((count, index) => (
                    <td key={shares[index]?.key}>{formatNumber(count)}</td>
                  ))}
                  <td>{formatNumber(files)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {members.length > MOST_SHOWN && (
        <p>
          The {MOST_SHOWN} with the most files are shown. “Show their files” and “Take away” have
          the files of all.
        </p>
      )}
    </>
  );
}

/** Shows the cost and the progress of loading the full list, which is necessary to find the members. */
export function CohortProgress({ fileList }: { fileList: FileList }) {
  const { error, retry } = fileList.result;
  const { load, confirm, pause } = fileList.progress;
  if (error !== null) {
    return (
      <div className={strip['strip']} role="alert">
        <span>{error.message}</span>
        <Button onClick={retry}>Retry</Button>
      </div>
    );
  }
  if (load === null || load.count === null) {
    return <p role="status">Counting the files…</p>;
  }
  const { count, offset } = load;
  if (isActive(load)) {
    return (
      <ProgressLine
        text={`Reading the list: ${formatNumber(offset)} of ${formatCount(count, 'file')}`}
        done={offset}
        all={count}
        onCancel={pause}
      />
    );
  }
  return (
    <div className={strip['strip']} role="status">
      <span>
        Who shares what is known once all {formatCount(count, 'file')} have been read: the rest
        takes {formatCount(requestsLeft(load), 'request')}.
      </span>
      <Button variant="primary" onClick={confirm}>
        Read all files
      </Button>
    </div>
  );
}

/** Two fields that add data types and projects that every member must share. */
export function ShareFields({ params }: { params: SearchParams }) {
  const dataTypes = useDataTypeOptions();
  const projects = useProjectOptions();
  const toggled = (ids: readonly number[], id: number) =>
    sortedUnique(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  const unset = { excluded: [], valueLabel: '', onClear: () => undefined };
  return (
    <div className={styles['fields']}>
      <Combobox
        {...unset}
        label="Share a data type"
        placeholder="Add a data type"
        options={dataTypes}
        included={params.shares_datatype_id.map(String)}
        onChoose={(value) =>
          navigate(
            dropUnusedDescendants(params, {
              shares_datatype_id: toggled(params.shares_datatype_id, Number(value)),
            }),
          )
        }
        accept={acceptId('Data type')}
        isMany
      />
      <Combobox
        {...unset}
        label="Share through a project"
        placeholder="Add a project"
        options={projects}
        included={params.shares_source_project_id.map(String)}
        onChoose={(value) =>
          navigate({
            shares_source_project_id: toggled(params.shares_source_project_id, Number(value)),
          })
        }
        accept={acceptId('Project')}
        isMany
      />
    </div>
  );
}
