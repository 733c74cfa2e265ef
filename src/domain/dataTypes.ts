import type { DataType } from '../api/schemas.ts';
import type { DescendantsOf } from './predicates.ts';

/** A data type in its place: how deep it stands, 0 for a root. */
export interface DataTypeNode {
  dataType: DataType;
  depth: number;
}

/**
 * The tree of data types, parents before children and siblings by name. Read off `parent` alone;
 * a parent that is not in the list makes a root, and a circle of parents is cut where it is met.
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
  // What only a circle of parents leads to has no root above it; it still must be found.
  for (const dataType of dataTypes) place(dataType, 0);
  return placed;
}

/** Gives, for an id, the ids of that data type and of all its descendants. */
export function buildDescendantsOf(dataTypes: readonly DataType[]): DescendantsOf {
  const children = childrenByParent(dataTypes);
  return (id) => {
    const descendantsOf = new Set([id]);
    // A set visits what is added while it is walked.
    for (const member of descendantsOf) {
      for (const child of children.get(member) ?? []) descendantsOf.add(child.id);
    }
    return descendantsOf;
  };
}

/** Gives, for an id, the ids of that data type and of all above it: those whose family it is in. */
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

/** A data type with those above it, the root first; empty where it is not known. */
export function ancestorsOf(dataTypes: readonly DataType[], id: number): DataType[] {
  const byId = new Map(dataTypes.map((dataType) => [dataType.id, dataType]));
  const path: DataType[] = [];
  let next = byId.get(id);
  // A circle of parents ends where it closes.
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
