import type { ReactNode } from 'react';
import { Link } from '../../url/Link.tsx';
import type { Facet } from '../../domain/facets.ts';
import { formatNumber } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import { MAX_BARS } from './Bars.tsx';
import type { BarGroup } from './barGroups.ts';
import { binDays, dayText, nameBin } from './binDays.ts';
import styles from './Tables.module.css';

/** The creation dates as a table: one row for each bin that has files. */
export function DatesTable({
  created,
  scope,
}: {
  created: readonly Facet<number>[];
  scope: string;
}) {
  const { bins, unit } = binDays(created);
  const full = bins.filter(({ count }) => count > 0);
  return (
    <FacetTable caption="Created" scope={scope} head={['Created', 'Files']} rest={0}>
      {full.map(({ from, before, count }) => (
        <tr key={from}>
          <th scope="row">
            <Link changes={{ created_start: dayText(from), created_end: dayText(before - 1) }}>
              {nameBin({ from, before, count }, unit)}
            </Link>
          </th>
          <td>{formatNumber(count)}</td>
        </tr>
      ))}
    </FacetTable>
  );
}

/** A group of bars as a table. Data types also show the number of files without descendants. */
export function BarsTable({
  group: { label, one, bars },
  scope,
}: {
  group: BarGroup;
  scope: string;
}) {
  const isTree = bars.some(({ own }) => own !== null);
  const head = isTree ? [one, 'Files', 'Own files'] : [one, 'Files'];
  const visibleBars = bars.filter(({ mode }, rank) => rank < MAX_BARS || mode !== 'off');
  return (
    <FacetTable caption={label} scope={scope} head={head} rest={bars.length - visibleBars.length}>
      {visibleBars
        .toSorted((a, b) => a.place - b.place)
        .map(({ key, name, count, depth, own, mode, links }) => (
          <tr key={key}>
            <th scope="row" style={{ paddingInlineStart: `${depth * 0.7}rem` }}>
              {links === null ? (
                <i>{sanitizeText(name)}</i>
              ) : (
                <Link
                  changes={links.choose}
                  aria-current={mode === 'off' ? undefined : 'true'}
                  data-mode={mode}
                >
                  <bdi>{sanitizeText(name)}</bdi>
                </Link>
              )}
            </th>
            <td>{formatNumber(count)}</td>
            {own !== null && <td>{formatNumber(own)}</td>}
          </tr>
        ))}
    </FacetTable>
  );
}

interface FacetTableProps {
  caption: string;
  scope: string;
  head: readonly string[];
  /** How many more rows there are than the table shows. */
  rest: number;
  children: ReactNode;
}

function FacetTable({ caption, scope, head, rest, children }: FacetTableProps) {
  return (
    <div className={styles['scroller']}>
      <table className={styles['table']} aria-label={`${caption}, ${scope}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {rest > 0 && <p>and {formatNumber(rest)} more</p>}
    </div>
  );
}
