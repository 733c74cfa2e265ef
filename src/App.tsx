import { useEffect } from 'react';
import { canonicalUrl } from './url/canonicalUrl.ts';
import type { SearchParams } from './url/searchParams.ts';
import { navigate, useSearchParams } from './url/navigation.ts';
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
import { useIsOverviewOpen } from './features/facets/useIsOverviewOpen.ts';
import { Paging, RowsPerPage } from './features/paging/Paging.tsx';
import { type FileList, useFileList } from './queries/fileList.ts';
import { useWithdrawn } from './queries/links.ts';
import { useNames } from './queries/names.ts';
import { useSource } from './session/SessionProvider.tsx';
import { Summary } from './features/summary/Summary.tsx';
import { ColumnsButton } from './features/table/ColumnsPanel.tsx';
import { FilesTable } from './features/table/FilesTable.tsx';
import { SelectionBar } from './features/table/selection/SelectionBar.tsx';
import { useSelection } from './session/selection.ts';
import { useFilesTable } from './features/table/useFilesTable.ts';
import { ExportButton } from './features/export/ExportButton.tsx';
import { formatCount } from './ui/format.ts';
import { LazyDrawer } from './ui/LazyDrawer.tsx';
import { SavedViewsButton, ViewChange } from './features/savedViews/SavedViewsButton.tsx';
import { LoadProgress } from './features/summary/LoadProgress.tsx';
import { lazyNamed } from './ui/lazyNamed.ts';

const Details = lazyNamed(() => import('./features/details/Details.tsx'), 'Details');

/** Root component: lays out the page. */
export function App() {
  const { params, warnings } = useSearchParams();
  const source = useSource();
  const names = useNames();
  const fileList = useFileList(params);
  const table = useFilesTable(params, fileList);
  const withdrawn = useWithdrawn();
  const heading = describeFilters(params, names);
  const [isOverviewOpen, toggleOverview] = useIsOverviewOpen();
  useDocument(titleOf(heading, fileList), source.name);

  return (
    <div className={styles['page']}>
      <Header params={params}>
        <SavedViewsButton params={params} names={names} words={heading} fileList={fileList} />
        <ThemeButton />
        <HelpButton />
      </Header>
      <FilterBar params={params} names={names} files={fileList.files}>
        <RowsPerPage params={params} />
      </FilterBar>
      <main className={styles['main']} data-overview={isOverviewOpen}>
        <Notices warnings={warnings} withdrawn={withdrawn} />
        <Summary
          heading={heading}
          fileList={fileList}
          names={names}
          actions={
            <>
              <OverviewButton isOpen={isOverviewOpen} onToggle={toggleOverview} />
              <ColumnsButton table={table} />
              <ExportButton
                params={params}
                names={names}
                words={heading}
                count={fileList.isPartial ? null : fileList.count}
              />
            </>
          }
        >
          <ViewChange params={params} fileList={fileList} />
        </Summary>
        {isOverviewOpen && (
          <OverviewPlace key={source.name} params={params} names={names} fileList={fileList} />
        )}
        <Welcome />
        <Selected params={params} names={names} fileList={fileList} />
        <FilesTable table={table} params={params} names={names} fileList={fileList} />
      </main>
      <p className="printed">{canonicalUrl(params)}</p>
      <div className={styles['reading']}>
        {fileList.reading !== null && (
          <LoadProgress fileList={fileList} reading={fileList.reading} />
        )}
      </div>
      <Paging
        table={table}
        params={params}
        offset={fileList.offset}
        count={fileList.count}
        received={fileList.received}
      />
      {params.file !== null && (
        <LazyDrawer label="Details" onClose={() => navigate({ file: null })}>
          <Details params={params} id={params.file} files={fileList.files} count={fileList.count} />
        </LazyDrawer>
      )}
    </div>
  );
}

interface SelectedProps {
  params: SearchParams;
  names: Names;
  fileList: FileList;
}

/** What is selected of the rows, and what can be done with it. */
function Selected({ params, names, fileList }: SelectedProps) {
  const source = useSource();
  const selection = useSelection(source, params);
  // What is read so far is not what “all” means.
  const count = fileList.isPartial ? null : fileList.count;
  const wanted: SearchParams = { ...params, ...selectedOf(params, selection) };
  return (
    <SelectionBar params={params} selection={selection} count={count}>
      <ExportButton
        params={wanted}
        names={names}
        words={describeFilters(wanted, names)}
        count={countSelected(selection, count)}
        isSelection
      />
    </SelectionBar>
  );
}

function titleOf(heading: string, { count, isPartial }: FileList): string {
  if (count === null) return `${heading} — Open Humans Data Explorer`;
  return `${heading} — ${formatCount(count, 'file')}${isPartial ? ' so far' : ''}`;
}

/** Synchronises the document's title and `data-source` with what the page shows. */
function useDocument(title: string, source: string): void {
  useEffect(() => {
    document.title = title;
    document.documentElement.dataset['source'] = source;
  }, [title, source]);
}
