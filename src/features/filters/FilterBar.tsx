import { useRef, useState } from 'react';
import type { SearchParams } from '../../url/searchParams.ts';
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
  params: SearchParams;
  names: Names;
  /** The rows of the page. */
  files: readonly DataFile[];
}

/** What can be asked. On a phone, all but the search moves into a sheet. */
export function FilterBar({
  params,
  names,
  files,
  children,
}: FilterBarProps & { /** What else the sheet holds. */ children: React.ReactNode }) {
  const isPhone = useMedia(PHONE);
  const [isCohortOpen, setCohortOpen] = useState(false);
  const openCohort = () => setCohortOpen(true);
  const active = activeFilters(params, names);
  return (
    <search className={styles['bar']} aria-label="Filters">
      {isPhone ? (
        <>
          <SearchField params={params} />
          <Sheet count={active.length}>
            <Fields params={params} names={names} files={files} />
            <CohortButton onOpen={openCohort} />
            {children}
          </Sheet>
        </>
      ) : (
        <Fields params={params} names={names} files={files}>
          <SearchField params={params} />
        </Fields>
      )}
      <Chips active={active} params={params}>
        {!isPhone && <CohortButton onOpen={openCohort} />}
      </Chips>
      {isCohortOpen && (
        <CohortPlace params={params} names={names} onClose={() => setCohortOpen(false)} />
      )}
    </search>
  );
}

function Fields({
  params,
  names,
  files,
  children,
}: FilterBarProps & { children?: React.ReactNode }) {
  return (
    <>
      <Pickers params={params} names={names} files={files} />
      {children}
      <DateField label="Created from" name="created_start" params={params} />
      <DateField label="Created to" name="created_end" params={params} />
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
        <Button variant="primary" onClick={() => dialog.current?.close()}>
          Show files
        </Button>
      </dialog>
    </>
  );
}
