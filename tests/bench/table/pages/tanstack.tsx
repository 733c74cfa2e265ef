import { createColumnHelper, FlexRender, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { DataFile } from '../../../../src/api/schemas.ts';
import { columns as shared, OVERSCAN, ROW_HEIGHT } from './columns.tsx';
import { mount } from './mount.tsx';

// As in TanStack's example of virtualized rows: a table with grid layout and rows positioned by a transform.

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, DataFile>();
const columns = helper.columns(
  shared.map(({ id, title, cell }) =>
    helper.display({ id, header: title, cell: ({ row }) => cell(row.original) }),
  ),
);

function Table({ files }: { files: readonly DataFile[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({ features, columns, data: files });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  return (
    <div ref={scroller} className="fill" data-scroller>
      <table className="plain">
        <thead>
          <tr>
            {shared.map(({ id, title, width }) => (
              <th key={id} style={{ width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr key={row.id} data-index={index} style={{ transform: `translateY(${start}px)` }}>
                {row.getAllCells().map((cell, place) => (
                  <td key={cell.id} style={{ width: shared[place]?.width }}>
                    <FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

mount({
  scroller: '[data-scroller]',
  row: 'tbody tr',
  indexOf: (row) => Number(row.getAttribute('data-index')),
  view: ({ files }) => <Table files={files ?? []} />,
});
