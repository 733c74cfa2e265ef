import { useState } from 'react';
import { fileQueryOf, type SearchParams } from '../../url/searchParams.ts';
import { canonicalUrl } from '../../url/canonicalUrl.ts';
import type { Names } from '../../domain/describe.ts';
import { useCohort } from '../../queries/cohort.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { formats, GUIDELINES } from './exports.ts';
import { ExportProgress } from './ExportProgress.tsx';
import { FolderDownload } from './FolderDownload.tsx';
import { Scripts, Snippets } from './Scripts.tsx';
import { projectNamesOf } from './scriptQuery.ts';
import styles from './ExportDrawer.module.css';
import { useExport } from './useExport.ts';
import { useScriptQuery } from './useScriptQuery.ts';
import { useSource } from '../../session/SessionProvider.tsx';

interface ExportDrawerProps {
  params: SearchParams;
  names: Names;
  /** The query in words. */
  description: string;
  /** How many files match; null while this is unknown. */
  count: number | null;
  onClose: () => void;
}

/** Exports all files of the query: as a list, as files, or as code. */
export function ExportDrawer({ params, names, description, count, onClose }: ExportDrawerProps) {
  const [withLinks, setWithLinks] = useState(false);
  const fileQuery = fileQueryOf(params);
  const source = useSource();
  const cohort = useCohort(params)?.map(({ username }) => username) ?? null;
  const scriptable = useScriptQuery({ params, names, words: description, count, cohort });
  const { state, start, cancel } = useExport({
    fileQuery,
    about: { query: description, address: canonicalUrl(params), source: source.origin },
    names,
    withLinks,
  });
  const close = () => {
    cancel();
    onClose();
  };
  return (
    <Drawer label="Take away" onClose={close}>
      <div className={styles['bar']}>
        <h2>Take away</h2>
        <Button variant="icon" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </Button>
      </div>
      <p>
        <b>{description}</b>
        {params.ordering === null ? '' : `, ordered by ${params.ordering}`}:{' '}
        {count === null
          ? 'all of them, which are counted first'
          : `all ${formatCount(count, 'file')}`}
        , not only this page.
      </p>
      <section>
        <h3>The list</h3>
        <p>What is known of the files: names, types, projects, members, dates, metadata.</p>
        <div className={styles['choices']}>
          {formats.map((format) => (
            <Button
              key={format}
              aria-disabled={state.status === 'working'}
              onClick={() => {
                if (state.status !== 'working') void start(format);
              }}
            >
              {format}
            </Button>
          ))}
        </div>
        <label className={styles['check']}>
          <input
            type="checkbox"
            checked={withLinks}
            onChange={(event) => setWithLinks(event.target.checked)}
          />
          With download links, which die within an hour (links that last are always in it)
        </label>
        <ExportProgress params={params} state={state} cancel={cancel} />
      </section>
      <Scripts scriptable={scriptable}>
        <FolderDownload
          fileQuery={fileQuery}
          projectNames={projectNamesOf(fileQuery.filters, names)}
        />
      </Scripts>
      <Snippets scriptable={scriptable} />
      <p className={styles['note']}>
        Members share these files in trust. Please read{' '}
        <a href={GUIDELINES} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
          how to use public data responsibly
        </a>
        .
      </p>
    </Drawer>
  );
}
