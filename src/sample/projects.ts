import { hash } from './hash.ts';

/** A project of the sample. endpoints.ts converts it to the API's format. */
export interface Project {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  /** The first and the last year of its public files. */
  readonly years: readonly [from: number, to: number];
  /** Relative probability that a generated member has joined it; 0 for a project without generated files. */
  readonly popularity: number;
  readonly organization: string;
  readonly leader: string;
  readonly about: string;
  readonly authorizedMembers: number;
}

function project(
  id: number,
  name: string,
  years: readonly [number, number],
  popularity: number,
  organization: string,
  leader: string,
  about: string,
): Project {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const authorizedMembers = 12 + Math.round(popularity * 60) + (hash(id, 1) % 40);
  return { id, name, slug, years, popularity, organization, leader, about, authorizedMembers };
}

/**
 * All projects of the sample, by id. Spotify (176) and Overland (186) are recorded. Spotify has only its recorded
 * files; Overland has about two fifths of all files. Leaders and most organisations are invented.
 */
// prettier-ignore
export const projects: readonly Project[] = [
  project(12, 'Genome/Exome Upload', [2014, 2025], 7, 'Open Humans', 'Ada Fennimore', 'Upload your genome or exome data to your account.'),
  project(23, 'Keating Memorial Self-Research', [2016, 2021], 3, 'Quiet Orchard Collective', 'Bram Oldacre', 'A community that learns from its own data.'),
  project(31, '23andMe Upload', [2015, 2025], 9, 'Open Humans', 'Ada Fennimore', 'Add the genotyping data you downloaded from 23andMe.'),
  project(34, 'AncestryDNA Upload', [2015, 2025], 4, 'Open Humans', 'Ada Fennimore', 'Add the genotyping data you downloaded from AncestryDNA.'),
  project(44, 'Microbiome Match', [2015, 2019], 2, 'Harbour Street Laboratory', 'Imogen Tarrow', 'Compare your microbiome with that of others.'),
  project(48, 'Moves Connection', [2015, 2018], 3, 'Open Humans', 'Corin Vale', 'Import the places and activities recorded by Moves.'),
  project(54, 'Nightscout Data Transfer', [2017, 2025], 5, 'Loop & Lantern', 'Delphine Orme', 'Move your continuous glucose data from Nightscout.'),
  project(62, 'Fitbit Connection', [2016, 2025], 8, 'Open Humans', 'Corin Vale', 'Import steps, sleep and heart rate from Fitbit.'),
  project(70, 'Twitter Archive Analyzer', [2017, 2023], 4, 'Starling Studio', 'Eskil Marrow', 'Explore the archive of your tweets.'),
  project(76, 'GoViral Flu Diary', [2014, 2017], 1, 'Winter Cough Study Group', 'Fenna Ashdown', 'Weekly reports of symptoms through the flu season.'),
  project(85, 'Google Location History', [2017, 2024], 6, 'Open Humans', 'Greta Holloway', 'Add the location history of your Google account.'),
  project(93, 'Genevieve Genome Report', [2016, 2022], 1.5, 'Open Humans', 'Hester Quill', 'Match your genome against published variants.'),
  project(102, 'Apple Health Export', [2018, 2025], 5, 'Pocket Observatory', 'Idris Lamb', 'Share what your phone and watch have measured.'),
  project(111, 'Heart rate from Apple Watch', [2018, 2025], 5, 'Pocket Observatory', 'Idris Lamb', 'Heart rate samples, exported in one tap.'),
  project(119, 'Oura Connect', [2019, 2025], 4, 'Open Humans', 'Juniper Wray', 'Nightly sleep and readiness from your Oura ring.'),
  project(128, 'GPX Track Upload', [2016, 2025], 3, 'Footpath Society', 'Kit Barrow', 'Walks, rides and runs as GPX tracks.'),
  project(131, 'Imputer', [2018, 2022], 2, 'Open Humans', 'Lorcan Pike', 'Fill the gaps between the markers of your genotype.'),
  project(140, 'RescueTime Connection', [2018, 2024], 3, 'Open Humans', 'Mabel Thorne', 'How your computer time is spent, by the hour.'),
  project(149, 'Brain Scans At Home', [2019, 2023], 0.6, 'Tidewater Imaging Club', 'Nils Everard', 'Bring the images of your MRI home.'),
  project(158, 'Symptom Diary', [2020, 2025], 2, 'Kitchen Table Research', 'Orla Finch', 'One line a day, in your own words.'),
  project(163, 'YouTube Watch History', [2019, 2025], 2, 'Starling Studio', 'Eskil Marrow', 'Videos watched, from your Google Takeout.'),
  project(171, 'Quantified Flu', [2020, 2025], 3, 'Kitchen Table Research', 'Orla Finch', 'What do wearables know before you fall ill?'),
  project(176, 'Spotify', [2020, 2022], 0, 'Open Humans', 'Pascal Rowe', 'Archive the songs you listen to.'),
  project(180, 'Blood Tests Shared', [2021, 2025], 1, 'Loop & Lantern', 'Delphine Orme', 'Laboratory results, kept and compared.'),
  project(186, 'Overland', [2019, 2025], 56, 'Footpath Society', 'Kit Barrow', 'GPS batches sent by the Overland app.'),
  project(190, 'Dream Journal', [2022, 2025], 0, 'Night Desk', 'Quincy Hale', 'Dreams, written down before they fade.'),
  project(201, 'Ambient Noise Map', [2024, 2025], 0, 'Echo Garden', 'Rhona Silk', 'How loud is your street? Nothing is public yet.'),
];

const byId = new Map(projects.map((each) => [each.id, each]));

/** Finds a project by id; undefined if there is none. */
export function findProject(id: number): Project | undefined {
  return byId.get(id);
}
