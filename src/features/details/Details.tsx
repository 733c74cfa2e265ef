import type { Asked } from '../../url/searchParams.ts';
import { go } from '../../url/navigation.ts';
import type { DataFile } from '../../api/schemas.ts';
import { useDataFile } from '../../queries/dataFile.ts';
import { useFilesAround } from '../../queries/filesAround.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Message } from '../../ui/Message.tsx';
import styles from './Details.module.css';
import { FileDetails } from './FileDetails.tsx';

interface DetailsProps {
  asked: Asked;
  id: number;
  /** The rows of the page: the details move through them. */
  files: readonly DataFile[];
  /** How many files the whole result has; null while that is not known. */
  count: number | null;
}

/** Everything about one file. ↑ and ↓ go to the row before and after it. */
export function Details({ asked, id, files, count }: DetailsProps) {
  const isAll = asked.limit === 'all';
  const around = useFilesAround(asked, id, isAll ? count : null);
  const place = files.findIndex((file) => file.id === id);
  const onPage = place < 0 ? [] : [files[place - 1], files[place], files[place + 1]];
  const [before, listed, after] = isAll ? around : onPage;
  const step = (to: DataFile | undefined) => {
    if (to !== undefined) go({ file: to.id }, 'replace');
  };

  return (
    <Drawer
      label="Details"
      onClose={() => go({ file: null })}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey) return;
        if (event.key === 'ArrowUp') step(before);
        else if (event.key === 'ArrowDown') step(after);
        else return;
        event.preventDefault();
      }}
    >
      <div className={styles['bar']}>
        <Step label="Previous file" icon="up" to={before} go={step} />
        <Step label="Next file" icon="down" to={after} go={step} />
        <span />
        <Button look="icon" aria-label="Close details" onClick={() => go({ file: null })}>
          <Icon name="close" />
        </Button>
      </div>
      <Body asked={asked} id={id} listed={listed} />
    </Drawer>
  );
}

interface BodyProps {
  asked: Asked;
  id: number;
  /** The file as the page lists it; undefined where it is not on the page. */
  listed: DataFile | undefined;
}

function Body({ asked, id, listed }: BodyProps) {
  const { data, error, refetch } = useDataFile(id, listed);
  // A file that could not be found by itself may still come with the page's rows.
  const file = data ?? listed;
  if (file !== undefined) return <FileDetails asked={asked} file={file} />;
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
          <Button look="main" onClick={() => void refetch()}>
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
  go: (to: DataFile | undefined) => void;
}

function Step({ label, icon, to, go: follow }: StepProps) {
  return (
    <Button
      look="icon"
      aria-label={label}
      aria-disabled={to === undefined}
      onClick={() => follow(to)}
    >
      <Icon name={icon} />
    </Button>
  );
}
