import { useMemo, useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
import type { Names } from '../../domain/describe.ts';
import { type Counts, useFacets } from '../../queries/facets.ts';
import type { FileList } from '../../queries/fileList.ts';
import { useDataTypes } from '../../queries/names.ts';
import { barGroups } from './barGroups.ts';
import { Bars } from './Bars.tsx';
import { Caption, describeScope } from './Caption.tsx';
import styles from './Overview.module.css';
import { BarsTable, DatesTable } from './Tables.tsx';
import { Timeline } from './Timeline.tsx';

export interface OverviewProps {
  params: SearchParams;
  names: Names;
  fileList: FileList;
}

/** What the files are that match: when, of which kinds, through which projects, of whom. */
export function Overview({ params, names, fileList }: OverviewProps) {
  const facets = useFacets(params, fileList);
  const [isTable, setTable] = useState(false);
  // While others are counted, the old ones stay without their numbers, so that the focus stays.
  const [last, setLast] = useState<Counts | null>(null);
  if (facets.counts !== null && facets.counts !== last) setLast(facets.counts);
  const counts = facets.counts ?? last;
  const isCounted = facets.counts !== null;
  const words =
    facets.counts === null
      ? facets.error === null
        ? 'Counting…'
        : `Not counted: ${facets.error.message}`
      : describeScope(facets.counts.of, facets.counts.facets.total);
  return (
    <div
      className={styles['overview']}
      data-counted={isCounted}
      aria-busy={!isCounted || facets.isStale}
    >
      <Caption
        words={words.charAt(0).toUpperCase() + words.slice(1)}
        facets={facets}
        isTable={isTable}
        onTable={setTable}
      />
      <div className={styles['groups']} data-tables={isTable}>
        {counts === null ? (
          facets.error === null && <Waiting />
        ) : (
          <Groups params={params} names={names} counts={counts} isTable={isTable} />
        )}
      </div>
    </div>
  );
}

interface GroupsProps {
  params: SearchParams;
  names: Names;
  counts: Counts;
  isTable: boolean;
}

function Groups({ params, names, counts, isTable }: GroupsProps) {
  const { of, facets, anyDate } = counts;
  const dataTypes = useDataTypes();
  const groups = useMemo(
    () => barGroups(facets, params, names, dataTypes),
    [facets, params, names, dataTypes],
  );
  const hasDates = params.created_start !== null || params.created_end !== null;
  const words = describeScope(of, facets.total);
  const wordsOfDates = hasDates ? describeScope(of, anyDate.total, ' of any date') : words;
  if (isTable) {
    return (
      <>
        <DatesTable created={anyDate.created} words={wordsOfDates} />
        {groups.map((group) => (
          <BarsTable key={group.label} group={group} words={words} />
        ))}
      </>
    );
  }
  return (
    <>
      <Timeline created={anyDate.created} params={params} words={wordsOfDates} isOther={hasDates} />
      {groups.map((group) => (
        <Bars key={group.label} group={group} />
      ))}
    </>
  );
}

function Waiting() {
  return ['Created', 'Data types', 'Projects', 'Members', 'Extensions', 'Tags'].map((label) => (
    <div key={label} className={styles['waiting']}>
      <h3>{label}</h3>
    </div>
  ));
}
