import type { Json } from '../api/schemas.ts';

/** What of a file's free metadata has a place of its own on the page. */
export interface Description {
  description: string;
  tags: string[];
}

/**
 * Reads description and tags out of `metadata`, which is free JSON chosen by whoever uploaded
 * the file: either may be missing, null or of another type, and is then left empty here; the
 * details show the metadata as it is.
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
