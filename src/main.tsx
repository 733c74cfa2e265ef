import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { restrictConnectSrc } from './api/restrictConnectSrc.ts';
import { followTheme } from './header/theme.ts';
import { createQueryClient } from './queries/client.ts';
import { prefetchFirstPage } from './queries/listing.ts';
import { hasReadMuch } from './queries/readings.ts';
import { sourceNamed } from './queries/sources.ts';
import { keepFocus } from './ui/keepFocus.ts';
import { lazyNamed } from './ui/lazyNamed.ts';
import { loadAgainWhenOld } from './ui/loadAgain.ts';

// preload.ts has done this already, unless it could not be loaded.
restrictConnectSrc(sourceNamed('live').origin);
followTheme();
keepFocus();
const client = createQueryClient();
loadAgainWhenOld(() => hasReadMuch(client));
prefetchFirstPage(client);

// A build replaces `DEV` with `false`, and then contains nothing of the devtools.
const Devtools = import.meta.env.DEV
  ? lazyNamed(() => import('@tanstack/react-query-devtools'), 'ReactQueryDevtools')
  : null;

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
      {Devtools !== null && (
        <Suspense>
          <Devtools />
        </Suspense>
      )}
    </QueryClientProvider>
  </StrictMode>,
);
