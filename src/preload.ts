import { restrictConnectSrc } from './api/restrictConnectSrc.ts';
import { preloadFirstPage } from './queries/preloadFirstPage.ts';
import { sourceNamed } from './queries/sources.ts';

// A separate entry: as an import of main.tsx, it would run only when the whole page has been loaded.
restrictConnectSrc(sourceNamed('live').origin);
preloadFirstPage();
