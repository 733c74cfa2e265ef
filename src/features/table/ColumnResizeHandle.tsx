import { type KeyboardEvent, type MouseEvent, type TouchEvent, useState } from 'react';
import { type FileHeader, type FileTable, titleOf, widthLimits } from './columns.ts';
import styles from './TableHeader.module.css';

/** How far an arrow key resizes a column, in CSS pixels. */
const STEP = 16;

interface ColumnResizeHandleProps {
  table: FileTable;
  header: FileHeader;
}

/** The edge of a heading: resizes the column by dragging or with the arrow keys. Home and a double click reset it. */
export function ColumnResizeHandle({ table, header }: ColumnResizeHandleProps) {
  const { column } = header;
  const { id } = column;
  // The browser lays out columns that the user has not resized, so their width is measured when it is needed.
  const [measured, setMeasured] = useState(column.getSize());
  const width = id in table.state.columnSizing ? column.getSize() : measured;
  const drag = (event: MouseEvent<HTMLElement> | TouchEvent<HTMLElement>) => {
    if ('button' in event && event.button !== 0) return;
    header.getResizeHandler()(event);
    const startSize = measureHeading(event.currentTarget);
    table.setColumnResizing((started) => ({
      ...started,
      startSize,
      columnSizingStart: [[id, startSize]],
    }));
  };
  const pressKey = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP, Home: null }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    if (by === null) column.resetSize();
    else {
      const resized = measureHeading(event.currentTarget) + by;
      table.setColumnSizing((sizing) => ({ ...sizing, [id]: resized }));
    }
  };
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${titleOf(column)}`}
      aria-valuemin={widthLimits.minSize}
      aria-valuemax={widthLimits.maxSize}
      aria-valuenow={width}
      aria-valuetext={`${width} pixels`}
      className={styles['separator']}
      onFocus={(event) => setMeasured(measureHeading(event.currentTarget))}
      onKeyDown={pressKey}
      onDoubleClick={() => column.resetSize()}
      // Keeps the resize cursor while the user drags outside the handle, and prevents text selection.
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onMouseDown={drag}
      onTouchStart={drag}
    />
  );
}

/** The rendered width of a handle's heading, in whole CSS pixels. */
function measureHeading(handle: HTMLElement): number {
  return Math.round(handle.parentElement?.getBoundingClientRect().width ?? 0);
}
