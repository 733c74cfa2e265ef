import { useState } from 'react';
import { type Asked, pageSize } from '../address/parameters.ts';
import { go } from '../address/useAddress.ts';
import { useSight } from '../address/useSight.ts';
import { Button } from '../ui/Button.tsx';
import { formatNumber } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Paging.module.css';
import { pagesOf, rangeText } from './pages.ts';

interface PagingProps {
  asked: Asked;
  /** Where the rows on the page stand. */
  offset: number;
  /** How many files match; null while that is not known. */
  count: number | null;
  /** Rows that the page has, as the server counts them. */
  received: number;
}

const sizes = [25, 50, 100, 250, 500, 1000];

export function Paging({ asked, offset, count, received }: PagingProps) {
  const limit = pageSize(asked);
  const { first, previous, next, last, page, pages } = pagesOf({ ...asked, limit }, count);
  const isAll = asked.limit === 'all';
  return (
    <footer className={styles['paging']}>
      {isAll ? (
        <RangeInSight count={count} />
      ) : (
        <span role="status" aria-label="Range">
          {count === null ? '' : rangeText(offset, received, count)}
        </span>
      )}
      <nav aria-label="Pages">
        <Step label="First page" icon="first" offset={first} />
        <Step label="Previous page" icon="previous" offset={previous} />
        {isAll ? (
          <PageField label="Go to row" word="Row" page={asked.offset + 1} pages={count} limit={1} />
        ) : (
          <PageField label="Page" word="Page" page={page} pages={pages} limit={limit} />
        )}
        <Step label="Next page" icon="next" offset={next} />
        <Step label="Last page" icon="last" offset={last} />
      </nav>
      <RowsPerPage asked={asked} />
    </footer>
  );
}

/** The rows on the screen. What is read out waits until they rest. */
function RangeInSight({ count }: { count: number | null }) {
  const sight = useSight();
  const text =
    count === null || sight === null ? '' : rangeText(sight.first, sight.end - sight.first, count);
  return (
    <span role="status" aria-label="Range" aria-busy={sight?.isMoving ?? false}>
      {text}
    </span>
  );
}

/** How many rows a page has. On a phone it stands with the filters. */
export function RowsPerPage({ asked }: { asked: Asked }) {
  return (
    <label className={styles['size']}>
      <span>Rows per page</span>
      <select
        value={asked.limit}
        onChange={(event) => {
          if (event.target.value === 'all') {
            go({ limit: 'all' });
            return;
          }
          const limit = Number(event.target.value);
          // The first row in sight stays on the page.
          go({ limit, offset: Math.floor(asked.offset / limit) * limit });
        }}
      >
        {[...new Set([...sizes, pageSize(asked)])]
          .toSorted((a, b) => a - b)
          .map((size) => (
            <option key={size} value={size}>
              {formatNumber(size)}
            </option>
          ))}
        <option value="all">All rows</option>
      </select>
    </label>
  );
}

interface StepProps {
  label: string;
  icon: 'first' | 'previous' | 'next' | 'last';
  /** Where the step leads; null where it leads nowhere. */
  offset: number | null;
}

function Step({ label, icon, offset }: StepProps) {
  return (
    <Button
      look="icon"
      aria-label={label}
      title={label}
      // Not `disabled`: whoever just came here with this very button must not lose the focus.
      aria-disabled={offset === null}
      onClick={() => {
        if (offset !== null) go({ offset });
      }}
    >
      <Icon name={icon} />
    </Button>
  );
}

interface PageFieldProps {
  label: string;
  word: string;
  page: number;
  /** How many pages there are; null while that is not known. */
  pages: number | null;
  limit: number;
}

/** Where one is, and where one wants to be: a page, or a row as a page of one. */
function PageField({ label, word, page, pages, limit }: PageFieldProps) {
  // What is being typed; null while nobody types, when the field shows the page.
  const [draft, setDraft] = useState<string | null>(null);
  const submit = () => {
    const wanted = /^\d+$/.test(draft?.trim() ?? '') ? Number(draft) : page;
    const target = Math.min(Math.max(wanted, 1), pages ?? Infinity);
    setDraft(null);
    if (target !== page) go({ offset: (target - 1) * limit });
  };
  return (
    <label>
      <span className={styles['word']}>{word} </span>
      <input
        inputMode="numeric"
        aria-label={label}
        value={draft ?? String(page)}
        size={Math.max(3, String(pages ?? page).length)}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') submit();
          if (event.key === 'Escape') setDraft(null);
        }}
        onBlur={submit}
      />
      <span className={styles['of']}>{pages !== null && ` of ${formatNumber(pages)}`}</span>
    </label>
  );
}
