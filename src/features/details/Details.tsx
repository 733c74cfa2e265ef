import type { SearchParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import type { DataFile } from '../../api/schemas.ts';
import { useDataFile } from '../../queries/links.ts';
import { useFilesAround } from '../../queries/allRows.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Message } from '../../ui/Message.tsx';
import styles from './Details.module.css';
import { FileDetails } from './FileDetails.tsx';

interface DetailsProps {
  params: SearchParams;
  id: number;
  /** The rows of the page: the details move through them. */
  files: readonly DataFile[];
  /** How many files match; null while this is unknown. */
  count: number | null;
}

/** The drawer with the details of one file. ↑ and ↓ go to the previous and the next row. */
export function Details({ params, id, files, count }: DetailsProps) {
  const isAll = params.limit === 'all';
  const neighbours = useFilesAround(params, id, isAll ? count : null);
  const index = files.findIndex((file) => file.id === id);
  const onPage = index < 0 ? [] : [files[index - 1], files[index], files[index + 1]];
  const [previous, listed, next] = isAll ? neighbours : onPage;
  const step = (to: DataFile | undefined) => {
    if (to !== undefined) navigate({ file: to.id }, 'replace');
  };

  return (
    <Drawer
      label="Details"
      onClose={() => navigate({ file: null })}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey) return;
        if (event.key === 'ArrowUp') step(previous);
        else if (event.key === 'ArrowDown') step(next);
        else return;
        event.preventDefault();
      }}
    >
      <div className={styles['bar']}>
        <Step label="Previous file" icon="up" to={previous} onStep={step} />
        <Step label="Next file" icon="down" to={next} onStep={step} />
        <span />
        <Button variant="icon" aria-label="Close details" onClick={() => navigate({ file: null })}>
          <Icon name="close" />
        </Button>
      </div>
      <Body params={params} id={id} listed={listed} />
    </Drawer>
  );
}

interface BodyProps {
  params: SearchParams;
  id: number;
  /** The file in the rows of the page; undefined if it is not on the page. */
  listed: DataFile | undefined;
}

function Body({ params, id, listed }: BodyProps) {
  const { data, error, refetch } = useDataFile(id, listed);
  // If the request for the file failed, the rows of the page may still contain it.
  const file = data ?? listed;
  if (file !== undefined) return <FileDetails params={params} file={file} />;
  if (data === null) {
    return (
      <Message title={`There is no public data file ${id}`}>
        <p>Its member may have withdrawn it, or the number is wrong.</p>
      </Message>
    );
  }
  if (error === null) return <p role="status">Asking for file {id}…</p>;
  return (
    <Message title="The file could not be asked for" isProblem>
      <p>{error.message}</p>
      <ul>
        <li>
          <Button variant="primary" onClick={() => void refetch()}>
            Retry
          </Button>
        </li>
      </ul>
    </Message>
  );
}

interface StepProps {
  label: string;
  icon: 'up' | 'down';
  to: DataFile | undefined;
  onStep: (to: DataFile | undefined) => void;
}

function Step({ label, icon, to, onStep }: StepProps) {
  return (
    <Button
      variant="icon"
      aria-label={label}
      aria-disabled={to === undefined}
      onClick={() => onStep(to)}
    >
      <Icon name={icon} />
    </Button>
  );
}
