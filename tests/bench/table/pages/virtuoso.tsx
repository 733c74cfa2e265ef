import { TableVirtuoso } from 'react-virtuoso';
import type { DataFile } from '../../../../src/api/schemas.ts';
import { columns, OVERSCAN, ROW_HEIGHT } from './columns.tsx';
import { mount } from './mount.tsx';
import { rowAt } from './rows.ts';

const heading = () => (
  <tr>
    {columns.map(({ id, title, width }) => (
      <th key={id} style={{ width, background: '#fff' }}>
        {title}
      </th>
    ))}
  </tr>
);

const cells = (file: DataFile) => columns.map(({ id, cell }) => <td key={id}>{cell(file)}</td>);

/** Shared by both variants. Rows have a fixed height, which its documentation recommends if possible. */
const settings = {
  className: 'fill',
  style: { height: '100%' },
  fixedItemHeight: ROW_HEIGHT,
  increaseViewportBy: OVERSCAN * ROW_HEIGHT,
  fixedHeaderContent: heading,
  components: {
    Table: (props: object) => <table {...props} className="flow" />,
  },
};

mount({
  scroller: '[data-virtuoso-scroller]',
  row: 'tbody tr[data-index]',
  indexOf: (row) => Number(row.getAttribute('data-index')),
  view: ({ files, count }) =>
    files === null ? (
      <TableVirtuoso
        {...settings}
        totalCount={count}
        itemContent={(index) => cells(rowAt(index))}
      />
    ) : (
      <TableVirtuoso {...settings} data={files} itemContent={(_, file) => cells(file)} />
    ),
});
