import 'hightable/src/HighTable.css';
import { type CellContentProps, type DataFrame, HighTable } from 'hightable';
import { useState } from 'react';
import { columnOf, columns, OVERSCAN } from './columns.tsx';
import { mount, type Rows } from './mount.tsx';
import { rowAt } from './rows.ts';

// Its rows are 33 px high, or it loses count of them: one line each, and half as many again in sight.

function frameOf({ files, count }: Rows): DataFrame {
  return {
    columnDescriptors: columns.map(({ id }) => ({ name: id })),
    numRows: count,
    getRowNumber: ({ row }) => ({ value: row }),
    getCell: ({ row, column }) => ({ value: columnOf(column).text(files?.[row] ?? rowAt(row)) }),
  };
}

function Table({ rows }: { rows: Rows }) {
  // The same object for as long as the rows are the same, as its documentation asks.
  const [frame] = useState(() => frameOf(rows));
  const { files } = rows;
  const content = ({ col, row }: CellContentProps) => {
    const file = row === undefined ? undefined : (files?.[row] ?? rowAt(row));
    return file === undefined ? null : columns[col]?.cell(file);
  };
  return (
    <HighTable
      data={frame}
      className="fill one-line"
      columnConfiguration={configuration}
      focus={false}
      overscan={OVERSCAN}
      padding={OVERSCAN}
      renderCellContent={content}
    />
  );
}

const configuration = Object.fromEntries(
  columns.map(({ id }) => [id, { headerComponent: columnOf(id).title }]),
);

mount({
  scroller: '[class*="_table-scroll"]',
  row: 'tbody tr',
  indexOf: (row) => Number(row.getAttribute('aria-rowindex')) - 2,
  view: (rows) => <Table rows={rows} />,
});
