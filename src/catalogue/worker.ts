import { hostCatalogues } from './host.ts';

hostCatalogues();
