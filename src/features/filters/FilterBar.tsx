import { useRef, useState } from 'react';
import type { Asked } from '../../url/searchParams.ts';
import type { DataFile } from '../../api/schemas.ts';
import { activeFilters, type Names } from '../../domain/describe.ts';
import { Button } from '../../ui/Button.tsx';
import { PHONE, useMedia } from '../../ui/useMedia.ts';
import { Chips } from './Chips.tsx';
import { CohortButton, CohortPlace } from './CohortButton.tsx';
import { DateField } from './DateField.tsx';
import styles from './FilterBar.module.css';
import { Pickers } from './Pickers.tsx';
import { SearchField } from './SearchField.tsx';

interface FilterBarProps {
  asked: Asked;
  names: Names;
  /** The rows of the page. */
  files: readonly DataFile[];
}

/** What can be asked. On a phone, all but the search moves into a sheet. */
export function FilterBar({
  asked,
  names,
  files,
  children,
}: FilterBarProps & { /** What else the sheet holds. */ children: React.ReactNode }) {
  const isPhone = useMedia(PHONE);
  const [isCohortOpen, setCohortOpen] = useState(false);
  const openCohort = () => setCohortOpen(true);
  const active = activeFilters(asked, names);
  return (
    <search className={styles['bar']} aria-label="Filters">
      {isPhone ? (
        <>
          <SearchField asked={asked} />
          <Sheet count={active.length}>
            <Fields asked={asked} names={names} files={files} />
            <CohortButton onOpen={openCohort} />
            {children}
          </Sheet>
        </>
      ) : (
        <Fields asked={asked} names={names} files={files}>
          <SearchField asked={asked} />
        </Fields>
      )}
      <Chips active={active} asked={asked}>
        {!isPhone && <CohortButton onOpen={openCohort} />}
      </Chips>
      {isCohortOpen && (
        <CohortPlace asked={asked} names={names} onClose={() => setCohortOpen(false)} />
      )}
    </search>
  );
}

function Fields({
  asked,
  names,
  files,
  children,
}: FilterBarProps & { children?: React.ReactNode }) {
  return (
    <>
      <Pickers asked={asked} names={names} files={files} />
      {children}
      <DateField label="Created from" name="created_start" asked={asked} />
      <DateField label="Created to" name="created_end" asked={asked} />
    </>
  );
}

function Sheet({ count, children }: { count: number; children: React.ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <Button onClick={() => dialog.current?.showModal()} aria-haspopup="dialog">
        Filters{count > 0 ? ` · ${count}` : ''}
      </Button>
      <dialog ref={dialog} className={styles['sheet']} aria-label="Filters" closedby="any">
        <div className={styles['fields']}>{children}</div>
        <Button look="main" onClick={() => dialog.current?.close()}>
          Show files
        </Button>
      </dialog>
    </>
  );
}
