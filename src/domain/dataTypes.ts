import type { DataType } from '../api/schemas.ts';
import type { DescendantsOf } from './predicates.ts';

/** A data type and its depth in the tree, 0 for a root. */
export interface DataTypeNode {
  dataType: DataType;
  depth: number;
}

/**
 * The tree of data types as a list: parents before children, siblings by name. A data type whose parent is not in the
 * list is a root. Breaks circles of parents.
 */
export function flattenDataTypes(dataTypes: readonly DataType[]): DataTypeNode[] {
  const children = childrenByParent(dataTypes);
  const placed: DataTypeNode[] = [];
  const seen = new Set<number>();
  const place = (dataType: DataType, depth: number) => {
    if (seen.has(dataType.id)) return;
    seen.add(dataType.id);
    placed.push({ dataType, depth });
    for (const child of children.get(dataType.id) ?? []) place(child, depth + 1);
  };
  for (const root of children.get(null) ?? []) place(root, 0);
  // The data types of a circle have no root above them.
  for (const dataType of dataTypes) place(dataType, 0);
  return placed;
}

/** Returns a function from an id to the ids of that data type and all its descendants. */
export function buildDescendantsOf(dataTypes: readonly DataType[]): DescendantsOf {
  const children = childrenByParent(dataTypes);
  return (id) => {
    const descendantsOf = new Set([id]);
    // A set's iterator also visits ids that are added during the iteration.
    for (const member of descendantsOf) {
      for (const child of children.get(member) ?? []) descendantsOf.add(child.id);
    }
    return descendantsOf;
  };
}

/** Returns a function from an id to the ids of that data type and all its ancestors. */
export function buildLineageOf(dataTypes: readonly DataType[]): DescendantsOf {
  const known = new Set(dataTypes.map(({ id }) => id));
  const parents = new Map(dataTypes.map(({ id, parent }) => [id, parent]));
  return (id) => {
    const lineage = new Set([id]);
    for (const member of lineage) {
      const parent = parents.get(member) ?? null;
      if (parent !== null && known.has(parent)) lineage.add(parent);
    }
    return lineage;
  };
}

/** The path from the root to a data type; empty if the data type is unknown. */
export function ancestorsOf(dataTypes: readonly DataType[], id: number): DataType[] {
  const byId = new Map(dataTypes.map((dataType) => [dataType.id, dataType]));
  const path: DataType[] = [];
  let next = byId.get(id);
  // Ends at a data type that is in the path already: its parents form a circle.
  while (next !== undefined && !path.includes(next)) {
    path.unshift(next);
    next = next.parent === null ? undefined : byId.get(next.parent);
  }
  return path;
}

function childrenByParent(dataTypes: readonly DataType[]): Map<number | null, DataType[]> {
  const known = new Set(dataTypes.map(({ id }) => id));
  const children = new Map<number | null, DataType[]>();
  for (const dataType of dataTypes.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))) {
    const { parent } = dataType;
    const place = parent !== null && known.has(parent) ? parent : null;
    const siblings = children.get(place);
    if (siblings === undefined) children.set(place, [dataType]);
    else siblings.push(dataType);
  }
  return children;
}
