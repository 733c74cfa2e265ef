import { useState } from 'react';
import { fileQueryOf, type SearchParams } from '../../url/searchParams.ts';
import { canonicalUrl } from '../../url/canonicalUrl.ts';
import { withMembers } from '../../domain/cohort.ts';
import { buildDescendantsOf } from '../../domain/dataTypes.ts';
import { type Names, sharedNames } from '../../domain/describe.ts';
import { isCohort } from '../../domain/filters.ts';
import { useDataTypes } from '../../queries/names.ts';
import { listsOf, type ScriptQuery } from './scriptQuery.ts';
import { useSource } from '../../session/SessionProvider.tsx';

/** The query for a script, or a sentence that says why the page cannot generate a script now. */
export type Scriptable = { query: ScriptQuery } | { obstacle: string };

interface ScriptInput {
  params: SearchParams;
  names: Names;
  words: string;
  count: number | null;
  /** The usernames of the cohort; null while they are unknown, or if the query has no cohort. */
  cohort: readonly string[] | null;
}

/** Returns the query of the page in the form that scripts need. `words`: the query in words. */
export function useScriptQuery({ params, names, words, count, cohort }: ScriptInput): Scriptable {
  const source = useSource();
  const dataTypes = useDataTypes();
  const [madeAt] = useState(() => new Date().toISOString());
  const { filters, ordering } = fileQueryOf(params);
  if (isCohort(filters) && cohort === null) return { obstacle: NO_MEMBERS };
  if (cohort?.length === 0) return { obstacle: EMPTY_COHORT };
  const query: ScriptQuery = {
    origin: source.origin,
    filters: withMembers(filters, cohort ?? []),
    cohort: isCohort(filters)
      ? `members who share ${sharedNames(filters, names).join(' and ')}`
      : null,
    descendantsOf: dataTypes.length > 0 ? buildDescendantsOf(dataTypes) : null,
    ordering,
    words,
    names,
    count,
    address: canonicalUrl(params),
    madeAt,
  };
  return listsOf(query).length > 0 ? { query } : { obstacle: NO_TREE };
}

const NO_MEMBERS =
  'Scripts can name the members who are asked for once all files have been read: no file by itself tells what else its member shares.';
const EMPTY_COHORT = 'No member shares all of these: there is nothing to download.';
const NO_TREE =
  'No script can be made now: which data types descend from which is not known, and no list of the API answers this by itself.';
