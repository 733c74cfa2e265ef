import type { ReactNode } from 'react';
import { AddressLink } from '../../url/Link.tsx';
import type { Facet } from '../../domain/facets.ts';
import { formatNumber } from '../../ui/format.ts';
import { shown } from '../../ui/shown.ts';
import { MOST } from './Bars.tsx';
import type { BarGroup } from './barGroups.ts';
import { binDays } from './binDays.ts';
import { dayText, nameBin } from './days.ts';
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
            <AddressLink
              changes={{ created_start: dayText(from), created_end: dayText(before - 1) }}
            >
              {nameBin({ from, before, count }, unit)}
            </AddressLink>
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
  const drawn = bars.filter(({ part }, rank) => rank < MOST || part !== null);
  return (
    <FacetTable caption={label} words={words} head={head} rest={bars.length - drawn.length}>
      {drawn
        .toSorted((a, b) => a.place - b.place)
        .map(({ key, name, count, depth, own, part, links }) => (
          <tr key={key}>
            <th scope="row" style={{ paddingInlineStart: `${depth * 0.7}rem` }}>
              {links === null ? (
                <i>{shown(name)}</i>
              ) : (
                <AddressLink
                  changes={links.choose}
                  aria-current={part === null ? undefined : 'true'}
                  data-part={part}
                >
                  <bdi>{shown(name)}</bdi>
                </AddressLink>
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
