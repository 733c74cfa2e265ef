import { useEffect } from 'react';
import { canonicalUrl } from './url/canonicalUrl.ts';
import type { Asked } from './url/searchParams.ts';
import { go, useAddress } from './url/navigation.ts';
import styles from './App.module.css';
import { FilterBar } from './features/filters/FilterBar.tsx';
import { Notices } from './features/filters/Notices.tsx';
import { Header, ThemeButton } from './features/header/Header.tsx';
import { HelpButton } from './features/help/HelpButton.tsx';
import { Welcome } from './features/help/Welcome.tsx';
import { describeFilters, type Names } from './domain/describe.ts';
import { countSelected, selectedOf } from './domain/selection.ts';
import { OverviewButton } from './features/facets/OverviewButton.tsx';
import { OverviewPlace } from './features/facets/OverviewPlace.tsx';
import { useOpen } from './features/facets/useOpen.ts';
import { Paging, RowsPerPage } from './features/paging/Paging.tsx';
import { type Listing, useListing } from './queries/listing.ts';
import { useWithdrawn } from './queries/links.ts';
import { useNames } from './queries/names.ts';
import { useSource } from './session/SessionProvider.tsx';
import { Summary } from './features/summary/Summary.tsx';
import { ColumnsButton } from './features/table/ColumnsPanel.tsx';
import { FilesTable } from './features/table/FilesTable.tsx';
import { SelectionBar } from './features/table/selection/SelectionBar.tsx';
import { useSelection } from './features/table/selection/useSelection.ts';
import { useFilesTable } from './features/table/useFilesTable.ts';
import { TakeAwayButton } from './features/export/TakeAwayButton.tsx';
import { formatCount } from './ui/format.ts';
import { LazyDrawer } from './ui/LazyDrawer.tsx';
import { SavedViewsButton, ViewNews } from './features/savedViews/SavedViewsButton.tsx';
import { ReadingLine } from './features/summary/ReadingLine.tsx';
import { lazyNamed } from './ui/lazyNamed.ts';

const Details = lazyNamed(() => import('./features/details/Details.tsx'), 'Details');

/** Root component: lays out the page. */
export function App() {
  const { asked, notices } = useAddress();
  const source = useSource();
  const names = useNames();
  const listing = useListing(asked);
  const table = useFilesTable(asked, listing);
  const withdrawn = useWithdrawn();
  const heading = describeFilters(asked, names);
  const [isOverviewOpen, toggleOverview] = useOpen();
  useDocument(titleOf(heading, listing), source.name);

  return (
    <div className={styles['page']}>
      <Header asked={asked}>
        <SavedViewsButton asked={asked} names={names} words={heading} listing={listing} />
        <ThemeButton />
        <HelpButton />
      </Header>
      <FilterBar asked={asked} names={names} files={listing.files}>
        <RowsPerPage asked={asked} />
      </FilterBar>
      <main className={styles['main']} data-overview={isOverviewOpen}>
        <Notices notices={notices} withdrawn={withdrawn} />
        <Summary
          heading={heading}
          listing={listing}
          names={names}
          actions={
            <>
              <OverviewButton isOpen={isOverviewOpen} onToggle={toggleOverview} />
              <ColumnsButton table={table} />
              <TakeAwayButton
                asked={asked}
                names={names}
                words={heading}
                count={listing.isSoFar ? null : listing.count}
              />
            </>
          }
        >
          <ViewNews asked={asked} listing={listing} />
        </Summary>
        {isOverviewOpen && (
          <OverviewPlace key={source.name} asked={asked} names={names} listing={listing} />
        )}
        <Welcome />
        <Selected asked={asked} names={names} listing={listing} />
        <FilesTable table={table} asked={asked} names={names} listing={listing} />
      </main>
      <p className="printed">{canonicalUrl(asked)}</p>
      <div className={styles['reading']}>
        {listing.reading !== null && <ReadingLine listing={listing} reading={listing.reading} />}
      </div>
      <Paging
        table={table}
        asked={asked}
        offset={listing.offset}
        count={listing.count}
        received={listing.received}
      />
      {asked.file !== null && (
        <LazyDrawer label="Details" onClose={() => go({ file: null })}>
          <Details asked={asked} id={asked.file} files={listing.files} count={listing.count} />
        </LazyDrawer>
      )}
    </div>
  );
}

interface SelectedProps {
  asked: Asked;
  names: Names;
  listing: Listing;
}

/** What is selected of the rows, and what can be done with it. */
function Selected({ asked, names, listing }: SelectedProps) {
  const source = useSource();
  const selection = useSelection(source, asked);
  // What is read so far is not what “all” means.
  const count = listing.isSoFar ? null : listing.count;
  const wanted: Asked = { ...asked, ...selectedOf(asked, selection) };
  return (
    <SelectionBar asked={asked} selection={selection} count={count}>
      <TakeAwayButton
        asked={wanted}
        names={names}
        words={describeFilters(wanted, names)}
        count={countSelected(selection, count)}
        isSelection
      />
    </SelectionBar>
  );
}

function titleOf(heading: string, { count, isSoFar }: Listing): string {
  if (count === null) return `${heading} — Open Humans Data Explorer`;
  return `${heading} — ${formatCount(count, 'file')}${isSoFar ? ' so far' : ''}`;
}

/** Synchronises the document's title and `data-source` with what the page shows. */
function useDocument(title: string, source: string): void {
  useEffect(() => {
    document.title = title;
    document.documentElement.dataset['source'] = source;
  }, [title, source]);
}
