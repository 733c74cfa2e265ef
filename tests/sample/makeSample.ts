import { expect } from 'vitest';
import { type Faults, noFaults, parseFaults } from '../../src/sample/faults.ts';
import { createSampleApi, type SampleOptions } from '../../src/sample/sampleApi.ts';

const origin = 'http://localhost:4173';

export interface Row {
  id: number;
  basename: string;
  created: string;
  datatypes: string[];
  download_url: string;
  metadata: unknown;
  source_project: string;
  user: { id: number | null; name: string | null; username: string | null };
}

export interface Listed {
  count: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}

/** A sample API with the faults of a SAMPLE_FAULTS text, and shortcuts for requests to it. */
export function makeSample(faults = '', options: SampleOptions = {}) {
  let current: Faults = faults === '' ? noFaults : parseFaults(faults);
  const api = createSampleApi({ faults: () => current, ...options });
  const ask = (path: string, init?: RequestInit) => api(new Request(new URL(path, origin), init));
  return {
    ask,
    /** Changes the faults during a visit. */
    become(text: string) {
      current = parseFaults(text);
    },
    async list(path: string): Promise<Listed> {
      const response = await ask(path);
      expect(response.status, path).toBe(200);
      return response.json();
    },
    async file(id: number): Promise<Row> {
      return (await ask(`/api/public/datafile/${id}/`)).json();
    },
  };
}

/** The id at the end of a project's or data type's URL. */
export function idIn(url: string): number {
  return Number(/(\d+)\/$/.exec(url)?.[1]);
}

/** Whether a row is the `{}` that replaces a row of a hidden member. */
export function isEmpty(row: object): boolean {
  return Object.keys(row).length === 0;
}

/** A row without the values that differ between requests. */
export function lasting({ download_url: _, ...row }: Row) {
  return row;
}
