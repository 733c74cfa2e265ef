import type { DataFile } from '../api/schemas.ts';
import { shown } from '../ui/shown.ts';

/** How a file is called where it must be called something: by its name, as it may be shown, or by its id. */
export function nameOf({ id, basename }: DataFile): string {
  return basename === '' ? `file ${id}` : shown(basename);
}
