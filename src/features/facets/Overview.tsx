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

/** Facets of the matching files: dates, data types, projects, members, extensions and tags. */
export function Overview({ params, names, fileList }: OverviewProps) {
  const facets = useFacets(params, fileList);
  const [isTable, setTable] = useState(false);
  // While new counts load, the old bars stay without numbers, so that the focused element is not removed.
  const [last, setLast] = useState<Counts | null>(null);
  if (facets.counts !== null && facets.counts !== last) setLast(facets.counts);
  const counts = facets.counts ?? last;
  const isCounted = facets.counts !== null;
  const heading =
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
        heading={heading.charAt(0).toUpperCase() + heading.slice(1)}
        facets={facets}
        isTable={isTable}
        onTable={setTable}
      />
      <div className={styles['groups']} data-tables={isTable}>
        {counts === null ? (
          facets.error === null && <Placeholders />
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
  const scope = describeScope(of, facets.total);
  const dateScope = hasDates ? describeScope(of, anyDate.total, ' of any date') : scope;
  if (isTable) {
    return (
      <>
        <DatesTable created={anyDate.created} scope={dateScope} />
        {groups.map((group) => (
          <BarsTable key={group.label} group={group} scope={scope} />
        ))}
      </>
    );
  }
  return (
    <>
      <Timeline created={anyDate.created} params={params} scope={dateScope} showsScope={hasDates} />
      {groups.map((group) => (
        <Bars key={group.label} group={group} />
      ))}
    </>
  );
}

function Placeholders() {
  return ['Created', 'Data types', 'Projects', 'Members', 'Extensions', 'Tags'].map((label) => (
    <div key={label} className={styles['placeholder']}>
      <h3>{label}</h3>
    </div>
  ));
}
