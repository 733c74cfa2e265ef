import { goWithout } from '../../../url/removeFilter.ts';
import type { Asked } from '../../../url/searchParams.ts';
import { activeFilters, type Names } from '../../../domain/describe.ts';
import { noFilters } from '../../../domain/filters.ts';
import type { List } from '../../../retrieval/plan.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Message } from '../../../ui/Message.tsx';

interface EmptyProps {
  asked: Asked;
  names: Names;
  unknown: List | null;
  /** Only a part of the list has been searched. */
  isSoFar: boolean;
  withheld: number;
}

/** Shown if nothing matches: names the filters, and offers to remove each of them. */
export function Empty({ asked, names, unknown, isSoFar, withheld }: EmptyProps) {
  const active = activeFilters(asked, names).map(({ key, label, value, part, without }) => ({
    key,
    words: `${label} ${part === 'not' ? 'not ' : ''}${value}`,
    without,
  }));
  const what = active.map(({ words }) => words).join(', ');
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
          {active.map(({ key, words, without }) => (
            <li key={key}>
              <Button onClick={() => goWithout(without)}>Without {words}</Button>
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
