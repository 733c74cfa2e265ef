import { restrictConnectSrc } from './api/restrictConnectSrc.ts';
import { preloadFirstPage } from './queries/preloadFirstPage.ts';
import { sourceNamed } from './queries/sources.ts';
import { createWorkerPolicy } from './queries/workerPolicy.ts';

// A separate entry: an import of main.tsx would run only after all of main.tsx's imports have loaded.

// Before any other script of the page can run.
createWorkerPolicy();
restrictConnectSrc(sourceNamed('live').origin);
preloadFirstPage();
