import { Link } from '../../url/Link.tsx';
import type { SearchParams } from '../../url/searchParams.ts';
import type { CohortMember } from '../../queries/cohort.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import styles from './Cohort.module.css';

interface CohortMembersProps {
  members: readonly CohortMember[];
  /** What is shared, in the order of each member's `shares`. Several may have the same name. */
  shares: readonly { key: string; name: string }[];
  /** Nothing but the source: a member's link asks for all that the member shares. */
  start: Partial<SearchParams>;
  onFollow: () => void;
}

/** How many members are shown: a list to look at, not to read through. */
const MOST_SHOWN = 200;

/** The members of a cohort, each with how many files of what. */
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
