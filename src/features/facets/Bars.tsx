import { type CSSProperties, useState } from 'react';
import { Link } from '../../url/Link.tsx';
import { focusHeading } from '../../ui/focus.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { sanitizeText } from '../../ui/sanitizeText.ts';
import { PHONE, useMedia } from '../../ui/useMedia.ts';
import type { Bar, BarGroup } from './barGroups.ts';
import styles from './Bars.module.css';

/** How many bars a group shows at first. */
const FEW = 6;
const FEW_ON_PHONE = 3;
/** The maximum number of bars, or table rows, that a group shows. */
export const MAX_BARS = 200;

interface BarStyle extends CSSProperties {
  '--share': string;
  '--depth': number;
}

/** The number of files of each value. Each bar is a link that adds its value to the filters or removes it. */
export function Bars({ group: { label, bars } }: { group: BarGroup }) {
  const [isLong, setLong] = useState(false);
  const few = useMedia(PHONE) ? FEW_ON_PHONE : FEW;
  const limit = isLong ? MAX_BARS : few;
  const visibleBars = bars
    .filter(({ mode }, rank) => rank < limit || mode !== 'off')
    .toSorted((a, b) => a.place - b.place);
  const maxCount = bars[0]?.count ?? 0;
  const rest = bars.length - visibleBars.length;
  // Does not count "hidden" and "none": the first stands for an unknown number of members, the second for no value.
  const values = bars.filter(({ count, links }) => count > 0 && links !== null).length;
  return (
    <div className={styles['group']}>
      <h3>
        {label} {values > 0 && <span>{formatNumber(values)}</span>}
      </h3>
      <div className={styles['list']}>
        {bars.length === 0 && <p>none</p>}
        <ul aria-label={label}>
          {visibleBars.map((bar) => (
            <BarRow
              key={bar.key}
              label={label}
              bar={bar}
              share={maxCount === 0 ? 0 : bar.count / maxCount}
            />
          ))}
        </ul>
        {isLong && rest > 0 && <p>and {formatNumber(rest)} more</p>}
        {bars.length > few && (isLong || rest > 0) && (
          <button
            type="button"
            className={styles['more']}
            aria-label={isLong ? `Fewer ${label.toLowerCase()}` : undefined}
            onClick={() => setLong(!isLong)}
          >
            {isLong ? (
              'Fewer'
            ) : (
              <>
                {formatNumber(rest)} more
                <span className="visually-hidden"> {label.toLowerCase()}</span>
              </>
            )}
          </button>
        )}
      </div>
    </div>
  );
}

interface BarRowProps {
  label: string;
  bar: Bar;
  /** The length relative to the longest bar, 0 to 1. */
  share: number;
}

function BarRow({ label, bar, share }: BarRowProps) {
  const { count, depth, own, mode, links } = bar;
  const name = sanitizeText(bar.name);
  const style: BarStyle = { '--share': `${share * 100}%`, '--depth': depth };
  const files = formatCount(count, 'file');
  const title =
    own === null || own === count
      ? `${name}: ${files}`
      : `${name}: ${files}, ${formatNumber(own)} of them without its descendants`;
  const content = (
    <>
      <bdi>{name}</bdi>{' '}
      <span>
        {formatNumber(count)}
        <span className="visually-hidden"> {count === 1 ? 'file' : 'files'}</span>
      </span>
    </>
  );
  if (links === null) {
    return (
      <li>
        <span className={styles['bar']} style={style} title={title}>
          {content}
        </span>
      </li>
    );
  }
  // The bar of a value without files is removed together with the filter.
  const isRemoved = mode !== 'off' && count === 0;
  return (
    <li>
      <Link
        changes={links.choose}
        className={styles['bar']}
        style={style}
        title={title}
        data-mode={mode}
        aria-current={mode === 'off' ? undefined : 'true'}
        onFollow={isRemoved ? focusHeading : undefined}
      >
        {content}
        {mode !== 'off' && (
          <span className="visually-hidden">
            , {mode === 'exclude' ? 'excluded' : 'chosen'}: remove
          </span>
        )}
      </Link>
      <Link
        changes={links.exclude}
        className={styles['exclude']}
        aria-label={`Exclude ${label}: ${name}`}
        title={`Exclude ${name}`}
        aria-current={mode === 'exclude' ? 'true' : undefined}
        onFollow={isRemoved && mode === 'exclude' ? focusHeading : undefined}
      >
        <span aria-hidden="true">≠</span>
      </Link>
    </li>
  );
}
