import type { Json } from '../api/schemas.ts';

/** The parts of a file's metadata that the table shows. */
export interface Description {
  description: string;
  tags: string[];
}

/**
 * Extracts description and tags from a file's metadata, which is any JSON that the uploader has chosen. Ignores values
 * of other types; the details show the complete metadata.
 */
export function describeMetadata(metadata: Json): Description {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    return { description: '', tags: [] };
  }
  const { description, tags } = metadata;
  return {
    description: typeof description === 'string' ? description : '',
    tags: Array.isArray(tags) ? [...new Set(tags.filter(isTag))] : [],
  };
}

function isTag(value: Json): value is string {
  return typeof value === 'string' && value !== '';
}
