import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Asked } from '../address/parameters.ts';
import type { Source } from '../api/source.ts';
import { countFacets, type Facets } from '../listing/facets.ts';
import type { Filters } from '../listing/filters.ts';
import { planKey } from '../listing/plan.ts';
import { freshReading, READ_WITHOUT_ASKING, type Reading } from '../listing/reading.ts';
import { isAtWork, requestsLeft } from '../listing/readingProgress.ts';
import { readingPlan } from '../listing/route.ts';
import { facetsOptions } from './facetsOptions.ts';
import { useKnowledge } from './knowledge.ts';
import { questionOf } from '../address/questionOf.ts';
import type { Listing } from './listing.ts';
import { useDataTypes } from './names.ts';
import { readingRunOptions } from './readingRun.ts';
import { noteWish, useReadings, useWishes } from './readings.ts';

/** Which files were counted: every one that matches, those of a page, or those among what is read. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'page'; isFiltered: boolean }
  | { kind: 'read'; read: number; isFiltered: boolean };

export interface Counts {
  of: Scope;
  /** Of the files that match. */
  facets: Facets;
  /** Of the files that match but for their dates; the same where no dates are asked. */
  anyDate: Facets;
}

/** What can be counted of the files that are asked for. */
export interface FacetsInSight {
  /** Null while there is nothing to count. */
  counts: Counts | null;
  /** The counts are those of the question before, until the asked ones arrive. */
  isStale: boolean;
  error: Error | null;
  /** What reading the rest would cost, where not all is counted and nobody reads; `files` null: nobody knows. */
  offer: { files: number | null; requests: number } | null;
  /** The reading that was asked for here, while it is at work. */
  reading: Reading | null;
  /** Why that reading could not go on. */
  problem: string | null;
  readAll: () => void;
  cancel: () => void;
}

/**
 * Counts the files of `listing`, from what is at hand. A short result is read for it without
 * asking; a longer one, known page by page, is counted page by page until `readAll` has read it.
 */
export function useFacets(source: Source, asked: Asked, listing: Listing): FacetsInSight {
  const client = useQueryClient();
  const known = useKnowledge(source);
  const readings = useReadings(source);
  const dataTypes = useDataTypes(source);
  const { filters } = questionOf(asked);
  const { route } = listing;
  const plan =
    route.kind === 'server' ? readingPlan(filters, known, Object.values(readings)) : route.plan;
  const reading = readings[planKey(plan)] ?? freshReading(plan);
  const wish = useWishes(source)[planKey(plan)];
  const { status, unique } = reading;
  const isSameList = planKey(plan) === planKey(listing.plan);

  // Kept here, not among the wishes: what was wished for a search must not start a reading now.
  const question = JSON.stringify([source.name, filters]);
  const [wanted, want] = useState<string | null>(null);
  const isAsked = wanted === question;
  const mayRead = route.kind !== 'read' && status !== 'complete';
  const isWanted = mayRead && (isAsked || (wish !== 'stop' && isShortPart(listing)));
  const run = useQuery({
    ...readingRunOptions(source, plan, filters, isAsked),
    enabled: isWanted,
  });

  const isRead =
    route.kind === 'here' ||
    (route.kind === 'read' && reading.count !== null) ||
    (route.kind === 'server' && isSameList && unique > listing.files.length);
  const chosen = useQuery({ ...facetsOptions(source, plan, filters, reading), enabled: isRead });
  const around = useQuery({
    ...facetsOptions(source, plan, withoutDates(filters), reading),
    enabled: isRead,
  });
  const counts = useMemo(() => {
    if (isRead) {
      if (chosen.data === undefined || around.data === undefined) return null;
      // What is said of the counts is theirs: the reading may have gone further by now.
      const of = scopeOf(listing, chosen.data);
      return { of, facets: chosen.data.facets, anyDate: around.data.facets };
    }
    const of = scopeOf(listing, null);
    if (listing.isPending || listing.route.kind !== 'server') return null;
    const facets = countFacets(listing.files, dataTypes);
    return { of, facets, anyDate: facets };
  }, [isRead, chosen.data, around.data, listing, dataTypes]);

  const isReading = isWanted && isAtWork(reading);
  const count = reading.count ?? (isSameList ? listing.count : null);
  const isOffered =
    counts !== null && counts.of.kind !== 'all' && route.kind !== 'read' && !isWanted;
  return {
    counts,
    isStale: isRead ? chosen.isPlaceholderData || around.isPlaceholderData : listing.isStale,
    error: isRead ? (chosen.error ?? around.error) : listing.isPending ? listing.error : null,
    offer:
      isOffered || (isWanted && run.error !== null)
        ? { files: count, requests: requestsLeft({ ...reading, count }) }
        : null,
    reading: isReading ? reading : null,
    problem: isWanted && run.error !== null ? run.error.message : null,
    readAll: () => {
      noteWish(client, source, plan, 'go');
      want(question);
      // What has failed does not begin again by being wanted.
      if (isWanted) void run.refetch({ cancelRefetch: false });
    },
    cancel: () => {
      noteWish(client, source, plan, 'stop');
      want(null);
      void client.cancelQueries({ queryKey: ['reading run', source.name, planKey(plan)] });
    },
  };
}

/** Whether the page is a part of a result so short that the rest is read without asking. */
function isShortPart({ count, isStale, offset, received }: Listing): boolean {
  if (count === null || isStale || count > READ_WITHOUT_ASKING) return false;
  return offset > 0 || received < count;
}

function scopeOf(listing: Listing, reading: Pick<Reading, 'status' | 'unique'> | null): Scope {
  const { isFiltered } = listing;
  if (reading !== null) {
    if (reading.status === 'complete') return { kind: 'all' };
    return { kind: 'read', read: reading.unique, isFiltered };
  }
  const isWhole = listing.offset === 0 && listing.received >= (listing.count ?? Infinity);
  return isWhole ? { kind: 'all' } : { kind: 'page', isFiltered };
}

function withoutDates(filters: Filters): Filters {
  return { ...filters, created_start: null, created_end: null };
}
