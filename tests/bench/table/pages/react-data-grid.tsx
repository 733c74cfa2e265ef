import 'react-data-grid/lib/styles.css';
import { type Column, DataGrid } from 'react-data-grid';
import type { DataFile } from '../../../../src/api/schemas.ts';
import { columns as shared, ROW_HEIGHT } from './columns.tsx';
import { mount } from './mount.tsx';

// Its overscan of four rows is not configurable.

const columns: Column<DataFile>[] = shared.map(({ id, title, width, cell }) => ({
  key: id,
  name: title,
  width,
  renderCell: ({ row }) => cell(row),
}));

mount({
  scroller: '.rdg',
  row: '.rdg-row',
  indexOf: (row) => Number(row.getAttribute('aria-rowindex')) - 2,
  view: ({ files }) => (
    <DataGrid
      className="fill rdg-light"
      style={{ blockSize: '100%' }}
      columns={columns}
      rows={files ?? []}
      rowKeyGetter={keyOf}
      rowHeight={ROW_HEIGHT}
    />
  ),
});

function keyOf(file: DataFile): number {
  return file.id;
}
