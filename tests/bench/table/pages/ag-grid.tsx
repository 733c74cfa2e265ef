import {
  type ColDef,
  ClientSideRowModelModule,
  type IDatasource,
  InfiniteRowModelModule,
  ModuleRegistry,
} from 'ag-grid-community';
import { AgGridReact, type CustomCellRendererProps } from 'ag-grid-react';
import type { DataFile } from '../../../../src/api/schemas.ts';
import { columns as shared, OVERSCAN, ROW_HEIGHT } from './columns.tsx';
import { mount } from './mount.tsx';
import { rowAt } from './rows.ts';

// Registers only the modules in use, as its documentation recommends.
ModuleRegistry.registerModules([ClientSideRowModelModule, InfiniteRowModelModule]);

const columns: ColDef<DataFile>[] = shared.map(({ id, title, width, cell }) => ({
  colId: id,
  headerName: title,
  width,
  cellRenderer: ({ data }: CustomCellRendererProps<DataFile>) =>
    data === undefined ? null : cell(data),
}));

/** Returns blocks of rows immediately, so that the times are those of the grid. */
const datasourceOf = (count: number): IDatasource => ({
  rowCount: count,
  getRows: ({ startRow, endRow, successCallback }) => {
    const length = Math.min(endRow, count) - startRow;
    successCallback(
      Array.from({ length }, (_, index) => rowAt(startRow + index)),
      count,
    );
  },
});

mount({
  scroller: '.ag-grid-viewport',
  row: '.ag-grid-scrolling-container .ag-row',
  indexOf: (row) => Number(row.getAttribute('row-index')),
  view: ({ files, count }) => (
    <div style={{ height: '100%' }}>
      {files === null ? (
        <AgGridReact
          rowModelType="infinite"
          datasource={datasourceOf(count)}
          columnDefs={columns}
          rowHeight={ROW_HEIGHT}
          rowBuffer={OVERSCAN}
        />
      ) : (
        <AgGridReact
          rowData={[...files]}
          columnDefs={columns}
          rowHeight={ROW_HEIGHT}
          rowBuffer={OVERSCAN}
          getRowId={({ data }) => String(data.id)}
        />
      )}
    </div>
  ),
});
