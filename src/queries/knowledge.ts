import { type QueryClient, queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import {
  type Evidence,
  type Knowledge,
  learn as learnFrom,
  nothingKnown,
} from '../listing/knowledge.ts';

function knowledgeOptions(source: Source) {
  return queryOptions<Knowledge>({
    queryKey: ['knowledge', source.name],
    // Nobody asks for knowledge: it is what other answers have shown.
    queryFn: skipToken,
    gcTime: Infinity,
  });
}

export function useKnowledge(source: Source): Knowledge {
  return useQuery(knowledgeOptions(source)).data ?? nothingKnown;
}

/** What this visit has shown of `source` so far. */
export function recall(client: QueryClient, source: Source): Knowledge {
  return client.getQueryData(knowledgeOptions(source).queryKey) ?? nothingKnown;
}

/** Adds a piece of evidence to what is known of `source`. */
export function learn(client: QueryClient, source: Source, evidence: Evidence): void {
  client.setQueryData(knowledgeOptions(source).queryKey, (known: Knowledge | undefined) =>
    learnFrom(known ?? nothingKnown, evidence),
  );
}
