import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { followTheme } from './header/theme.ts';
import { createQueryClient } from './queries/client.ts';
import { askFirst } from './queries/listing.ts';
import { hasReadMuch } from './queries/readings.ts';
import { adoptBareKeys } from './ui/adoptBareKeys.ts';
import { keepFocus } from './ui/keepFocus.ts';
import { loadAgainWhenOld } from './ui/loadAgain.ts';

// Settings, the theme among them, may be under the keys of an earlier release.
adoptBareKeys();
followTheme();
keepFocus();
const client = createQueryClient();
loadAgainWhenOld(() => hasReadMuch(client));
// The first request leaves before React does.
askFirst(client);

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
