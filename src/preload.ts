import { restrictConnectSrc } from './api/restrictConnectSrc.ts';
import { preloadFirstPage } from './queries/preloadFirstPage.ts';
import { sourceNamed } from './queries/sources.ts';
import { createWorkerPolicy } from './queries/workerPolicy.ts';

// A separate entry: as an import of main.tsx, it would run only when the whole page has been loaded.

// Before any other script of the page can run.
createWorkerPolicy();
restrictConnectSrc(sourceNamed('live').origin);
preloadFirstPage();
