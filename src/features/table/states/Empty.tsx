import { removeFilter } from '../../../url/navigation.ts';
import type { SearchParams } from '../../../url/searchParams.ts';
import { activeFilters, type Names } from '../../../domain/describe.ts';
import { noFilters } from '../../../domain/filters.ts';
import type { Endpoint } from '../../../retrieval/plan.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Message } from '../../../ui/Message.tsx';

interface EmptyProps {
  params: SearchParams;
  names: Names;
  /** The endpoint that the server does not know, if the API returned "not found". */
  unknown: Endpoint | null;
  /** Only a part of the list has been searched. */
  isPartial: boolean;
  redactedCount: number;
}

/** Shown if no file matches: names the filters and offers to remove each of them. */
export function Empty({ params, names, unknown, isPartial, redactedCount }: EmptyProps) {
  const active = activeFilters(params, names).map(({ key, label, value, mode, without }) => ({
    key,
    text: `${label} ${mode === 'exclude' ? 'not ' : ''}${value}`,
    without,
  }));
  const filters = active.map(({ text }) => text).join(', ');
  const title =
    active.length === 0
      ? 'No public data files'
      : `No public data files ${isPartial ? 'found so far ' : ''}for ${filters}`;
  return (
    <Message title={title}>
      {unknown !== null && <p>{unknownMessage(unknown)}</p>}
      {redactedCount > 0 && (
        <p>
          The server counts {formatCount(redactedCount, 'file')} that it does not show, to keep
          hidden memberships hidden.
        </p>
      )}
      {active.length > 0 && (
        <ul aria-label="Remove a filter">
          {active.map(({ key, text, without }) => (
            <li key={key}>
              <Button onClick={() => removeFilter(without)}>Without {text}</Button>
            </li>
          ))}
          {active.length > 1 && (
            <li>
              <Button onClick={() => removeFilter(noFilters)}>Without any filter</Button>
            </li>
          )}
        </ul>
      )}
    </Message>
  );
}

function unknownMessage(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'all':
      return 'This server does not list public data files.';
    case 'project':
      return `This server knows no project ${endpoint.id}.`;
    case 'datatype':
      return `This server knows no data type ${endpoint.id}.`;
    case 'member':
      return `This server shows no member called ${endpoint.username}. Usernames count letter by letter, upper and lower case too.`;
  }
}
