import { hostCatalogues } from './catalogueHost.ts';

hostCatalogues(globalThis);
