import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import styles from './Headings.module.css';
import { shapes } from './layout.ts';
import { withWidth } from './settingChanges.ts';
import { type ColumnId, NARROWEST, WIDEST } from './settings.ts';
import { changeSettings, currentSettings } from './useSettings.ts';

/** CSS pixels that an arrow key makes a column wider or narrower by. */
const STEP = 16;

interface SeparatorProps {
  id: ColumnId;
  /** What the reader made of the column's width; undefined where the table decides. */
  width: number | undefined;
}

/** The edge of a column's heading, to be dragged, or moved with the arrow keys; Home gives the width back. */
export function Separator({ id, width }: SeparatorProps) {
  // What the table made of the column, as far as it was looked at: only the browser knows.
  const [measured, setMeasured] = useState(shapes[id].least);
  const grip = useRef<{ x: number; width: number }>(null);
  const drag = (event: PointerEvent) => {
    if (grip.current !== null) resize(id, grip.current.width + event.clientX - grip.current.x);
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP, Home: null }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    resize(id, by === null ? null : widthAt(event.currentTarget) + by);
  };
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${shapes[id].title}`}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={width ?? measured}
      aria-valuetext={`${width ?? measured} pixels`}
      className={styles['separator']}
      onFocus={(event) => setMeasured(widthAt(event.currentTarget))}
      onKeyDown={press}
      onDoubleClick={() => resize(id, null)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, width: widthAt(event.currentTarget) };
      }}
      onPointerMove={drag}
      onLostPointerCapture={() => {
        grip.current = null;
      }}
    />
  );
}

function resize(id: ColumnId, width: number | null): void {
  changeSettings(withWidth(currentSettings(), id, width));
}

function widthAt(separator: HTMLElement): number {
  return Math.round(separator.parentElement?.getBoundingClientRect().width ?? 0);
}
