import '../../../../src/styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { currentAddress } from '../../../../src/address/useAddress.ts';
import { createQueryClient } from '../../../../src/queries/client.ts';
import { FilesTable } from '../../../../src/table/FilesTable.tsx';
import { mount } from './mount.tsx';
import { names } from './rows.ts';

// The product's own table, with all rows given at once; the page gives it at most 1,000.

const client = createQueryClient();

mount({
  scroller: '[data-scroller]',
  row: 'tbody tr',
  indexOf: (row) => Number(row.getAttribute('aria-rowindex')) - 2,
  view: ({ files, count }) => (
    <QueryClientProvider client={client}>
      <div style={{ display: 'grid', gridTemplateRows: 'minmax(0, 1fr)', height: '100%' }}>
        <FilesTable
          files={files ?? []}
          offset={0}
          count={count}
          asked={currentAddress().asked}
          names={names}
          isStale={false}
        />
      </div>
    </QueryClientProvider>
  ),
});
