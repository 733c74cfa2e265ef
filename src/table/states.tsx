import { AddressLink } from '../address/AddressLink.tsx';
import { type Asked, pageSize } from '../address/parameters.ts';
import { goWithout } from '../address/goWithout.ts';
import { go } from '../address/useAddress.ts';
import type { ApiError } from '../api/ApiError.ts';
import type { Source } from '../api/source.ts';
import { activeFilters, type Names } from '../listing/describe.ts';
import { noFilters } from '../listing/filters.ts';
import type { List } from '../listing/plan.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount, formatNumber } from '../ui/format.ts';
import { Message } from '../ui/Message.tsx';

interface FailureProps {
  error: ApiError;
  retry: () => void;
  source: Source;
}

/** The API could not be asked, or did not answer as it should. */
export function Failure({ error, retry, source }: FailureProps) {
  return (
    <Message title="The files could not be listed" isProblem>
      <p>{error.message} Your filters and your place in the list are kept.</p>
      <ul>
        <li>
          <Button look="main" onClick={retry}>
            Retry
          </Button>
        </li>
        {source.name === 'live' && (
          <li>
            <Button onClick={() => go({ source: 'sample', offset: 0 })}>Use the sample data</Button>
          </li>
        )}
      </ul>
    </Message>
  );
}

interface EmptyProps {
  asked: Asked;
  names: Names;
  unknown: List | null;
  /** The answer is only of what has been read so far. */
  isSoFar: boolean;
  withheld: number;
}

/** Nothing matches: says what was asked, and offers to take away each part of it. */
export function Empty({ asked, names, unknown, isSoFar, withheld }: EmptyProps) {
  const active = activeFilters(asked, names);
  const what = active.map(({ label, value }) => `${label} ${value}`).join(', ');
  const title =
    active.length === 0
      ? 'No public data files'
      : `No public data files ${isSoFar ? 'found so far ' : ''}for ${what}`;
  return (
    <Message title={title}>
      {unknown !== null && <p>{notKnown(unknown)}</p>}
      {withheld > 0 && (
        <p>
          The server counts {formatCount(withheld, 'file')} that it does not show, to keep hidden
          memberships hidden.
        </p>
      )}
      {active.length > 0 && (
        <ul aria-label="Remove a filter">
          {active.map(({ label, value, without }) => (
            <li key={label}>
              <Button onClick={() => goWithout(without)}>
                Without {label} {value}
              </Button>
            </li>
          ))}
          {active.length > 1 && (
            <li>
              <Button onClick={() => goWithout(noFilters)}>Without any filter</Button>
            </li>
          )}
        </ul>
      )}
    </Message>
  );
}

function notKnown(list: List): string {
  switch (list.kind) {
    case 'all':
      return 'This server does not list public data files.';
    case 'project':
      return `This server knows no project ${list.id}.`;
    case 'datatype':
      return `This server knows no data type ${list.id}.`;
    case 'member':
      return `This server shows no member called ${list.username}. Usernames count letter by letter, upper and lower case too.`;
  }
}

interface PastTheEndProps {
  asked: Asked;
  count: number;
  /** Only a part of the list has been looked through. */
  isSoFar: boolean;
}

/** The list ended before the page began, or has not got there yet. */
export function PastTheEnd({ asked, count, isSoFar }: PastTheEndProps) {
  const first = formatNumber(asked.offset + 1);
  if (isSoFar) {
    return (
      <Message title="This page is not reached yet">
        <p>
          It begins at file {first}, and {formatCount(count, 'file')} were found so far.
        </p>
      </Message>
    );
  }
  const limit = pageSize(asked);
  const last = Math.floor((count - 1) / limit) * limit;
  return (
    <Message title="This page is past the end of the list">
      <p>
        It would begin at file {first}, and there are {formatCount(count, 'file')}.{' '}
        <AddressLink changes={{ offset: last }}>Go to the last page</AddressLink>.
      </p>
    </Message>
  );
}
