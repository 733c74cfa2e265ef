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
import { OverviewSection } from './features/facets/OverviewSection.tsx';
import { useIsOverviewOpen } from './features/facets/useIsOverviewOpen.ts';
import { Paging, RowsPerPage } from './features/paging/Paging.tsx';
import { type FileListResult, useFileList } from './queries/fileList.ts';
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
  const { result, progress } = fileList;
  const table = useFilesTable(params, result);
  const withdrawn = useWithdrawn();
  const heading = describeFilters(params, names);
  const [isOverviewOpen, toggleOverview] = useIsOverviewOpen();
  useDocument(titleOf(heading, result), source.name);

  return (
    <div className={styles['page']}>
      <Header params={params}>
        <SavedViewsButton params={params} names={names} heading={heading} fileList={fileList} />
        <ThemeButton />
        <HelpButton />
      </Header>
      <FilterBar params={params} names={names} files={result.files}>
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
                description={heading}
                count={result.isPartial ? null : result.count}
              />
            </>
          }
        >
          <ViewChange params={params} fileList={fileList} />
        </Summary>
        {isOverviewOpen && (
          <OverviewSection key={source.name} params={params} names={names} fileList={fileList} />
        )}
        <Welcome />
        <Selected params={params} names={names} result={result} />
        <FilesTable table={table} params={params} names={names} result={result} />
      </main>
      <p className="printed">{canonicalUrl(params)}</p>
      <div className={styles['reading']}>
        {progress.load !== null && <LoadProgress fileList={fileList} load={progress.load} />}
      </div>
      <Paging
        table={table}
        params={params}
        offset={result.offset}
        count={result.count}
        received={result.received}
      />
      {params.file !== null && (
        <LazyDrawer label="Details" onClose={() => navigate({ file: null })}>
          <Details params={params} id={params.file} files={result.files} count={result.count} />
        </LazyDrawer>
      )}
    </div>
  );
}

interface SelectedProps {
  params: SearchParams;
  names: Names;
  result: FileListResult;
}

/** The bar with the selected files and the actions for them. */
function Selected({ params, names, result }: SelectedProps) {
  const source = useSource();
  const selection = useSelection(source, params);
  // “All files” must not mean only those that are loaded so far.
  const count = result.isPartial ? null : result.count;
  const wanted: SearchParams = { ...params, ...selectedOf(params, selection) };
  return (
    <SelectionBar params={params} selection={selection} count={count}>
      <ExportButton
        params={wanted}
        names={names}
        description={describeFilters(wanted, names)}
        count={countSelected(selection, count)}
        isSelection
      />
    </SelectionBar>
  );
}

function titleOf(heading: string, { count, isPartial }: FileListResult): string {
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
