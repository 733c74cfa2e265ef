import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SearchParams } from '../../url/searchParams.ts';
import type { DataFile } from '../../api/schemas.ts';
import { settings } from '../../session/settings.ts';
import { activeFilters, type Names } from '../../domain/describe.ts';
import { Button } from '../../ui/Button.tsx';
import { PHONE, useMedia } from '../../ui/useMedia.ts';
import { Chips } from './Chips.tsx';
import { CohortButton, CohortDrawer } from './CohortButton.tsx';
import styles from './FilterBar.module.css';
import { Pickers } from './Pickers.tsx';
import { navigate } from '../../url/navigation.ts';
import field from '../../ui/Field.module.css';

interface FilterBarProps {
  params: SearchParams;
  names: Names;
  /** The rows of the page. */
  files: readonly DataFile[];
}

/** The filter controls. On a phone, all of them except the search are in a sheet. */
export function FilterBar({
  params,
  names,
  files,
  children,
}: FilterBarProps & { /** Further controls in the sheet. */ children: React.ReactNode }) {
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
        <CohortDrawer params={params} names={names} onClose={() => setCohortOpen(false)} />
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

interface DateFieldProps {
  label: string;
  name: 'created_start' | 'created_end';
  params: SearchParams;
}

/** A day in UTC. Uses the browser's date field, which has the date format of the user. */
function DateField({ label, name, params }: DateFieldProps) {
  return (
    <label className={field['field']}>
      <span>{label}</span>
      <input
        type="date"
        value={params[name] ?? ''}
        data-set={params[name] !== null}
        onChange={(event) => navigate({ [name]: event.target.value || null }, 'replace')}
      />
    </label>
  );
}

function SearchField({ params }: { params: SearchParams }) {
  const areShortcutsOn = useStore(settings, (state) => state.areShortcutsOn);
  // Touch screens usually have no keyboard.
  const isHinted = useMedia('(pointer: fine)') && areShortcutsOn;
  return (
    <label className={field['field']}>
      <span>Search</span>
      <input
        type="search"
        value={params.search}
        placeholder={`Name, description or tag${isHinted ? '  ( / )' : ''}`}
        aria-keyshortcuts={isHinted ? '/' : undefined}
        data-set={params.search !== ''}
        onChange={(event) => navigate({ search: event.target.value }, 'replace')}
      />
    </label>
  );
}
