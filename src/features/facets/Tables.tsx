import type { ReactNode } from 'react';
import { Link } from '../../url/Link.tsx';
import type { Facet } from '../../domain/facets.ts';
import { formatNumber } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import { MOST } from './Bars.tsx';
import type { BarGroup } from './barGroups.ts';
import { binDays, dayText, nameBin } from './binDays.ts';
import styles from './Tables.module.css';

/** The timeline's numbers: each bin that has files. */
export function DatesTable({
  created,
  words,
}: {
  created: readonly Facet<number>[];
  words: string;
}) {
  const { bins, unit } = binDays(created);
  const full = bins.filter(({ count }) => count > 0);
  return (
    <FacetTable caption="Created" words={words} head={['Created', 'Files']} rest={0}>
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

/** The numbers of a group of bars; data types also say what they have without their descendants. */
export function BarsTable({
  group: { label, one, bars },
  words,
}: {
  group: BarGroup;
  words: string;
}) {
  const isTree = bars.some(({ own }) => own !== null);
  const head = isTree ? [one, 'Files', 'Own files'] : [one, 'Files'];
  const drawn = bars.filter(({ mode }, rank) => rank < MOST || mode !== 'off');
  return (
    <FacetTable caption={label} words={words} head={head} rest={bars.length - drawn.length}>
      {drawn
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
  words: string;
  head: readonly string[];
  /** How many rows there are beside those that are shown. */
  rest: number;
  children: ReactNode;
}

function FacetTable({ caption, words, head, rest, children }: FacetTableProps) {
  return (
    <div className={styles['scroller']}>
      <table className={styles['table']} aria-label={`${caption}, ${words}`}>
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
