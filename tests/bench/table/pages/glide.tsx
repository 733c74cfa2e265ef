import '@glideapps/glide-data-grid/dist/index.css';
import {
  DataEditor,
  type GridCell,
  GridCellKind,
  type GridColumn,
  type Item,
} from '@glideapps/glide-data-grid';
import { columns as shared, ROW_HEIGHT } from './columns.tsx';
import { mount, type Rows } from './mount.tsx';
import { rowAt } from './rows.ts';

// Renders text on a canvas, without links or a second line. The script cannot find out which rows it shows.

const columns: GridColumn[] = shared.map(({ id, title, width }) => ({ id, title, width }));

function contentOf({ files }: Rows) {
  return ([col, row]: Item): GridCell => {
    const file = files?.[row] ?? rowAt(row);
    const text = shared[col]?.text(file) ?? '';
    return { kind: GridCellKind.Text, data: text, displayData: text, allowOverlay: false };
  };
}

mount({
  scroller: '.dvn-scroller',
  row: null,
  indexOf: () => 0,
  view: (rows) => (
    <DataEditor
      width="100%"
      height="100%"
      columns={columns}
      rows={rows.count}
      rowHeight={ROW_HEIGHT}
      getCellContent={contentOf(rows)}
    />
  ),
});
