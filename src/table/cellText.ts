import type { DataFile } from '../api/schemas.ts';
import type { Names } from '../listing/describe.ts';
import { describeMetadata } from '../listing/metadata.ts';
import { nameOf } from '../listing/nameOf.ts';
import { extensionOf } from '../listing/text.ts';

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
