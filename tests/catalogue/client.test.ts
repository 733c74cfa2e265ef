import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createCatalogue } from '../../src/catalogue/catalogue.ts';
import { type AsyncCatalogue, connectCatalogues } from '../../src/catalogue/client.ts';
import { hostCatalogues } from '../../src/catalogue/host.ts';
import { noFilters } from '../../src/domain/filters.ts';
import { dataTypes, filters, ordering, projects, rows, seed } from '../domain/arbitraries.ts';

const everything = { filters: noFilters, ordering: null };
const channels: MessageChannel[] = [];

function openChannel(): MessageChannel {
  const channel = new MessageChannel();
  channels.push(channel);
  channel.port1.start();
  channel.port2.start();
  return channel;
}

function connect(): (key: string) => AsyncCatalogue {
  const { port1, port2 } = openChannel();
  hostCatalogues(port2);
  return connectCatalogues(port1);
}

afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close();
});

describe('a catalogue in a worker', () => {
  test('gives the same results as a local one', async () => {
    const params = fc.record({ filters, ordering: fc.option(ordering) });
    await fc.assert(
      fc.asyncProperty(rows, params, dataTypes, projects, async (some, fileQuery, types, named) => {
        const [there, here] = [connect()(''), createCatalogue()];
        await there.drop();
        const added = there.add(some);
        // Not awaited, because calls keep their order.
        const known = Promise.all([there.setDataTypes(types), there.setProjects(named)]);
        const query = there.query(fileQuery, 1, 10);
        const facets = there.facets(fileQuery.filters);
        const removed = there.remove(some[0]?.id ?? -1);
        const rest = there.query(everything, 0, 1000);
        expect(await added).toEqual(here.add(some));
        await known;
        here.setDataTypes(types);
        here.setProjects(named);
        expect(await query).toEqual(here.query(fileQuery, 1, 10));
        expect(await facets).toEqual(here.facets(fileQuery.filters));
        expect(await removed).toBe(here.remove(some[0]?.id ?? -1));
        expect(await rest).toEqual(here.query(everything, 0, 1000));
      }),
      { seed, numRuns: 60 },
    );
  });

  test('is separate for each key until it is dropped', async () => {
    const open = connect();
    const some = fc.sample(rows, { seed, numRuns: 5 }).flat();
    const { size } = await open('a').add(some);
    expect((await open('a').query(everything, 0, 0)).count).toBe(size);
    expect((await open('b').query(everything, 0, 0)).count).toBe(0);
    await open('a').drop();
    expect((await open('a').query(everything, 0, 0)).count).toBe(0);
  });

  test('rejects with the message of an error in the worker, and keeps working', async () => {
    const catalogue = connect()('');
    const broken = JSON.parse('[{"id": 1}]');
    await expect(catalogue.add(broken)).rejects.toThrow(/undefined/);
    await expect(catalogue.remove(7)).resolves.toBe(false);
  });

  test('rejects values that cannot be cloned, and keeps working', async () => {
    const catalogue = connect()('');
    const uncloneable = JSON.parse('[{}]');
    uncloneable[0].metadata = () => 0;
    await expect(catalogue.add(uncloneable)).rejects.toThrow(/could not be cloned/);
    await expect(catalogue.remove(7)).resolves.toBe(false);
  });

  test.each(['error', 'messageerror'])(
    'rejects all pending and future calls after %s',
    async (event) => {
      const { port1 } = openChannel();
      const catalogue = connectCatalogues(port1)('');
      const pending = [catalogue.remove(1), catalogue.facets(noFilters)];
      port1.dispatchEvent(new Event(event));
      for (const each of [...pending, catalogue.remove(2)]) {
        await expect(each).rejects.toThrow('The catalogue has stopped working.');
      }
    },
  );
});
