import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { restrictConnectSrc } from './api/restrictConnectSrc.ts';
import { followTheme } from './features/header/theme.ts';
import { createQueryClient } from './queries/queryClient.ts';
import { prefetchFirstPage } from './queries/fileList.ts';
import { createSessions } from './queries/createSessions.ts';
import { sourceNamed } from './queries/sources.ts';
import { adoptBareKeys } from './session/adoptBareKeys.ts';
import { followOtherTabs } from './session/persistedStore.ts';
import { hasLoadedMuch } from './session/session.ts';
import { sessionOf, SessionProvider } from './session/SessionProvider.tsx';
import { currentParams } from './url/navigation.ts';
import { keepFocus } from './ui/focus.ts';
import { lazyNamed } from './ui/lazyNamed.ts';
import { loadAgainWhenOld } from './ui/loadAgain.ts';

// preload.ts has done this already, unless it could not be loaded.
restrictConnectSrc(sourceNamed('live').origin);
adoptBareKeys();
followOtherTabs();
followTheme();
keepFocus();
const client = createQueryClient();
const sessions = createSessions(client);
loadAgainWhenOld(() => hasLoadedMuch(sessions.live) || hasLoadedMuch(sessions.sample));
prefetchFirstPage(sessionOf(sessions, currentParams().params.source));

// A build replaces `DEV` with `false`, and then does not contain the devtools.
const Devtools = import.meta.env.DEV
  ? lazyNamed(() => import('@tanstack/react-query-devtools'), 'ReactQueryDevtools')
  : null;

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <SessionProvider sessions={sessions}>
        <App />
      </SessionProvider>
      {Devtools !== null && (
        <Suspense>
          <Devtools />
        </Suspense>
      )}
    </QueryClientProvider>
  </StrictMode>,
);
