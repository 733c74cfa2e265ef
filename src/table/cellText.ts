import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { describeMetadata } from '../listing/metadata.ts';
import { nameOf } from '../listing/nameOf.ts';
import { extensionOf } from '../listing/text.ts';
import { formatUtc } from '../ui/format.ts';
import { shown } from '../ui/shown.ts';

/**
 * All that a cell stands for, as text, however little of it there is room for. Empty where a
 * column has none, such as the one that selects.
 */
export function cellText(column: string, file: DataFile, names: Names): string {
  switch (column) {
    case 'file':
      return file.basename || nameOf(file);
    case 'datatypes':
      return file.datatypes.map((id) => names.dataType(id) ?? id).join(', ');
    case 'project':
      return names.project(file.source_project) ?? String(file.source_project);
    case 'member':
      return file.user.username ?? '';
    case 'created':
      return file.created;
    case 'tags':
      return describeMetadata(file.metadata).tags.join(', ');
    case 'id':
      return String(file.id);
    case 'ext':
      return extensionOf(file.basename);
    default:
      return '';
  }
}

/** The same for a cell's tooltip: as it may be shown, and with what only the details have in full. */
export function cellHint(column: string, file: DataFile, names: Names): string {
  switch (column) {
    case 'file': {
      const { description } = describeMetadata(file.metadata);
      return `${nameOf(file)}\n${shown(description, 2000)}`.trimEnd();
    }
    case 'created':
      return formatUtc(file.created);
    default:
      return shown(cellText(column, file, names), 2000);
  }
}
