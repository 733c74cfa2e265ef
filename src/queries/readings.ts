import { type QueryClient, queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type { Source } from '../api/source.ts';
import { type Plan, planKey } from '../listing/plan.ts';
import { freshReading, READ_WITHOUT_ASKING, type Reading } from '../listing/reading.ts';

type Readings = Readonly<Record<string, Reading>>;
/** What the person has said of a reading: go on whatever it costs, or stop. */
type Wish = 'go' | 'stop';

const none: Readings = {};
const noWishes: Readonly<Record<string, Wish>> = {};

function readingsOptions(source: Source) {
  return queryOptions<Readings>({
    queryKey: ['readings', source.name],
    queryFn: skipToken,
    gcTime: Infinity,
    // Snapshots hold an `ApiError`, which is no JSON to be shared piece by piece.
    structuralSharing: false,
  });
}

function wishesOptions(source: Source) {
  return queryOptions<Readonly<Record<string, Wish>>>({
    queryKey: ['wishes', source.name],
    queryFn: skipToken,
    gcTime: Infinity,
  });
}

/** How far each list has been read during this visit, by `planKey`. */
export function useReadings(source: Source): Readings {
  return useQuery(readingsOptions(source)).data ?? none;
}

export function useWishes(source: Source): Readonly<Record<string, Wish>> {
  return useQuery(wishesOptions(source)).data ?? noWishes;
}

export function allReadings(client: QueryClient, source: Source): Reading[] {
  return Object.values(client.getQueryData(readingsOptions(source).queryKey) ?? none);
}

/** Whether more has been read during this visit than is read without asking. */
export function hasReadMuch(client: QueryClient): boolean {
  const all = client.getQueriesData<Readings>({ queryKey: ['readings'] });
  return all.some(([, readings]) =>
    Object.values(readings ?? none).some(({ offset }) => offset > READ_WITHOUT_ASKING),
  );
}

export function readingOf(client: QueryClient, source: Source, plan: Plan): Reading {
  const readings = client.getQueryData(readingsOptions(source).queryKey) ?? none;
  return readings[planKey(plan)] ?? freshReading(plan);
}

export function noteReading(client: QueryClient, source: Source, reading: Reading): void {
  client.setQueryData(readingsOptions(source).queryKey, (readings: Readings | undefined) => ({
    ...readings,
    [planKey(reading.plan)]: reading,
  }));
}

export function noteWish(client: QueryClient, source: Source, plan: Plan, wish: Wish): void {
  client.setQueryData(wishesOptions(source).queryKey, (wishes) => ({
    ...wishes,
    [planKey(plan)]: wish,
  }));
}
