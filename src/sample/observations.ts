import type { Subject } from './fileKinds.ts';
import { fraction, hash, pick } from './hash.ts';

/** A line of a file: a flat record, with the same fields for all files of a subject. */
export type Observation = Readonly<Record<string, string | number>>;

const songs = [
  'Paper Boats',
  'Second Sunrise',
  'Rain, Again',
  'The "Long" Way',
  'Über den Dächern',
  '夜の散歩',
];
const bands = ['The Tin Kites', 'Low Tide Choir', 'Märzwinter', 'Ana & the Orbits'];
const taxa = ['Bacteroides', 'Prevotella', 'Faecalibacterium', 'Akkermansia', 'Roseburia'];
const notes = [
  'slept well',
  'headache, mild',
  'walked to work',
  'a "normal" day',
  'tired; tea',
  'fièvre, 38°',
];
const stages = ['awake', 'light', 'deep', 'rem'];

/** Creates the fields of a line for each subject; `seed` differs between lines. */
const readers: Readonly<
  Record<Subject, (seed: number, line: number, file: number) => Observation>
> = {
  music: (seed) => ({
    track: pick(songs, seed, 2),
    artist: pick(bands, seed, 3),
    ms_played: 30_000 + (hash(seed, 4) % 200_000),
  }),
  place: (seed, line, file) => ({
    latitude: Number(
      (-50 + 105 * fraction(file, 5) + line * 0.0007 + fraction(seed, 6) * 0.0004).toFixed(6),
    ),
    longitude: Number((-170 + 340 * fraction(file, 7) + line * 0.0009).toFixed(6)),
    altitude: hash(seed, 8) % 400,
    speed: hash(seed, 9) % 6,
  }),
  heart: (seed) => ({ bpm: 52 + (hash(seed, 10) % 70), steps: hash(seed, 11) % 140 }),
  genome: (seed, line) => ({
    rsid: `rs${1000 + (hash(seed, 12) % 9_000_000)}`,
    chromosome: 1 + Math.floor(line / 3),
    position: 10_000 + (line % 3) * 1_000_000 + (hash(seed, 13) % 900_000),
    genotype: pick(['A', 'C', 'G', 'T'], seed, 14) + pick(['A', 'C', 'G', 'T'], seed, 15),
  }),
  glucose: (seed) => ({
    sgv: 70 + (hash(seed, 16) % 150),
    direction: pick(['Flat', 'FortyFiveUp', 'SingleDown'], seed, 17),
  }),
  sleep: (seed) => ({ stage: pick(stages, seed, 18), minutes: 5 + (hash(seed, 19) % 80) }),
  text: (seed) => ({ note: pick(notes, seed, 20), mood: 1 + (hash(seed, 21) % 5) }),
  microbes: (seed) => ({
    taxon: pick(taxa, seed, 22),
    rank: 'genus',
    reads: hash(seed, 23) % 20_000,
  }),
};

/**
 * Creates the lines of a file, deterministically.
 * @param file id of the data file
 * @param created creation date; lines are one to ten minutes apart and end at this time
 * @returns 12 to 60 lines in chronological order; those of a genome have no time and are ordered by position
 */
export function observations(subject: Subject, file: number, created: Date): Observation[] {
  const count = 12 + (hash(file, 24) % 49);
  const step = 60_000 * (1 + (hash(file, 25) % 10));
  return Array.from({ length: count }, (_, line) => {
    const reading = readers[subject](hash(file, 26) + line, line, file);
    if (subject === 'genome') return reading;
    return { time: new Date(created.getTime() - (count - line) * step).toISOString(), ...reading };
  });
}
