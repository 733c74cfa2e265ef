import 'hightable/src/HighTable.css';
import { type CellContentProps, type DataFrame, HighTable } from 'hightable';
import { useState } from 'react';
import { columnOf, columns, OVERSCAN } from './columns.tsx';
import { mount, type Rows } from './mount.tsx';
import { rowAt } from './rows.ts';

// Rows have one line of 33 px, because the table miscounts rows of any other height. It shows 50 % more rows at once.

function frameOf({ files, count }: Rows): DataFrame {
  return {
    columnDescriptors: columns.map(({ id }) => ({ name: id })),
    numRows: count,
    getRowNumber: ({ row }) => ({ value: row }),
    getCell: ({ row, column }) => ({ value: columnOf(column).text(files?.[row] ?? rowAt(row)) }),
  };
}

function Table({ rows }: { rows: Rows }) {
  // Keeps the object stable while the rows are the same, as its documentation requires.
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
