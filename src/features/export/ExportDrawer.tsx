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

interface TakeAwayProps {
  params: SearchParams;
  names: Names;
  /** The query in words. */
  words: string;
  /** How many files there are; null while that is not known for certain. */
  count: number | null;
  onClose: () => void;
}

/** The whole result, to take away: as a list, as files, or as a query. */
export function ExportDrawer({ params, names, words, count, onClose }: TakeAwayProps) {
  const [withLinks, setWithLinks] = useState(false);
  const fileQuery = fileQueryOf(params);
  const source = useSource();
  const cohort = useCohort(params)?.map(({ username }) => username) ?? null;
  const scriptable = useScriptQuery({ params, names, words, count, cohort });
  const { state, start, cancel } = useExport({
    fileQuery,
    about: { query: words, address: canonicalUrl(params), source: source.origin },
    names,
    withLinks,
  });
  const leave = () => {
    cancel();
    onClose();
  };
  return (
    <Drawer label="Take away" onClose={leave}>
      <div className={styles['bar']}>
        <h2>Take away</h2>
        <Button variant="icon" aria-label="Close" onClick={leave}>
          <Icon name="close" />
        </Button>
      </div>
      <p>
        <b>{words}</b>
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
