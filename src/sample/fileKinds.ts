/** The subject of a file, which determines its content. */
export type Subject =
  | 'music'
  | 'place'
  | 'heart'
  | 'genome'
  | 'glucose'
  | 'sleep'
  | 'text'
  | 'microbes';

/** A kind of file, which belongs to a project. A row's kind is stored in one byte, so there are at most 256 kinds. */
export interface FileKind {
  readonly project: number;
  /** The number of the project's files of this kind, relative to its other kinds; 0 for the recorded rows. */
  readonly share: number;
  readonly types: readonly number[];
  /** A pattern for the basename with the placeholders {date}, {year}, {unix}, {n} and {hex}. */
  readonly name: string;
  readonly subject: Subject;
  readonly tags: readonly string[];
  readonly description: string;
}

function kind(
  project: number,
  share: number,
  types: readonly number[],
  name: string,
  subject: Subject,
  tags: string,
  description: string,
): FileKind {
  return { project, share, types, name, subject, tags: tags.split(' '), description };
}

/** All file kinds of the sample. */
// prettier-ignore
export const fileKinds: readonly FileKind[] = [
  kind(176, 0, [14], 'spotify-listening-archive.json', 'music', 'spotify', 'Spotify Play History'),
  kind(176, 0, [14], 'spotify-track-metadata.json', 'music', 'spotify metadata', 'Spotify metadata on songs you listen to'),
  kind(186, 90, [4], 'overland-batch-{unix}.json', 'place', 'GPS location json unprocessed', 'Overland GPS data batch'),
  kind(186, 6, [4], 'overland-day-{date}.csv', 'place', 'GPS location csv processed', 'Overland GPS data of one day'),
  kind(186, 4, [4, 20], 'overland-track-{date}.gpx', 'place', 'GPS track gpx', 'A way, drawn from Overland GPS data'),
  kind(12, 30, [1, 11], 'genome-{hex}.vcf', 'genome', 'vcf genome upload', 'Genome, variant calls'),
  kind(12, 40, [10, 11], '{hex}.hg19.vcf.gz', 'genome', 'vcf genome whole-genome', 'Whole genome, variant calls, compressed'),
  kind(12, 20, [3, 9, 11], 'exome_{n}.vcf.gz', 'genome', 'vcf exome', 'Exome, variant calls'),
  kind(12, 5, [], 'README', 'text', 'notes', 'Notes on how this genome was made'),
  kind(23, 60, [], 'self-research-{date}.csv', 'heart', 'self-research csv', 'Measurements of one self-research session'),
  kind(23, 30, [40], 'session notes {n}.txt', 'text', 'self-research notes', 'Notes of a session'),
  kind(23, 10, [40], 'attachments-{date}.zip', 'text', 'self-research attachments', 'Attachments of a session'),
  kind(31, 80, [7], '23andme-genotype.txt', 'genome', '23andMe genotyping', '23andMe genotyping data, original format'),
  kind(31, 40, [2, 7], 'genome_v{n}_Full_{date}.zip', 'genome', '23andMe genotyping zip', '23andMe genotyping data, as downloaded'),
  kind(31, 20, [7, 11], '23andme-genotype.vcf', 'genome', '23andMe genotyping vcf', '23andMe genotyping data, VCF format'),
  kind(34, 70, [8], 'AncestryDNA.txt', 'genome', 'AncestryDNA genotyping', 'AncestryDNA genotyping data, original format'),
  kind(34, 30, [8, 11], 'ancestrydna.vcf.gz', 'genome', 'AncestryDNA genotyping vcf', 'AncestryDNA genotyping data, VCF format'),
  kind(44, 60, [51], 'ubiome-{date}.json', 'microbes', 'microbiome 16S', 'Taxa of one sample'),
  kind(44, 40, [50, 51], 'taxonomy_{n}.tsv', 'microbes', 'microbiome 16S tsv', 'Taxonomy of one sample'),
  kind(48, 100, [4, 15], 'moves-storyline-{year}.json', 'place', 'Moves GPS steps', 'Moves storyline of one year'),
  kind(54, 60, [32], 'entries_{date}.json', 'glucose', 'CGM Nightscout entries json', 'Continuous glucose data'),
  kind(54, 30, [31, 32], 'entries_{date}_to_{year}-12-31.json.gz', 'glucose', 'CGM Nightscout entries', 'Continuous glucose data, compressed'),
  kind(54, 10, [31], 'treatments_{date}.csv', 'glucose', 'diabetes Nightscout treatments', 'Treatments'),
  kind(62, 50, [15, 16, 18], 'fitbit-data.json', 'heart', 'fitbit activity', 'Fitbit data, all of it'),
  kind(62, 30, [16], 'fitbit-intraday-{date}.json', 'heart', 'fitbit heart-rate intraday', 'Heart rate of one month, by the minute'),
  kind(62, 20, [15], 'fitbit-steps-{year}.csv', 'heart', 'fitbit steps', 'Steps of one year'),
  kind(70, 60, [23], 'twitter-archive-{date}.zip', 'text', 'twitter tweets archive', 'Twitter archive'),
  kind(70, 40, [22, 23], 'tweets.csv', 'text', 'twitter tweets', 'Tweets as a table'),
  kind(76, 100, [42], 'goviral-profile-{n}.json', 'text', 'flu survey', 'Weekly reports of one season'),
  kind(85, 50, [21], 'Location History.json', 'place', 'google location', 'Google Location History'),
  kind(85, 30, [4, 21], 'location_{year}.json.gz', 'place', 'google location processed', 'Google Location History of one year'),
  kind(85, 20, [21], 'takeout-{date}.zip', 'place', 'google takeout', 'Google Takeout'),
  kind(93, 100, [11], 'genevieve-report-{hex}.csv', 'genome', 'genome report', 'Genevieve genome report'),
  kind(102, 50, [5, 15, 16], 'export.xml', 'heart', 'apple health xml', 'Apple Health export'),
  kind(102, 50, [5], 'apple-health-{date}.zip', 'heart', 'apple health', 'Apple Health export, compressed'),
  kind(111, 80, [16], 'heartrate-samples-{date}.csv', 'heart', 'heart-rate apple-watch', 'Heart rate samples'),
  kind(111, 20, [16, 17], 'hrv-samples-{date}.csv', 'heart', 'heart-rate hrv apple-watch', 'Heart rate variability samples'),
  kind(119, 60, [18], 'oura-data.json', 'sleep', 'oura sleep', 'Oura sleep, activity and readiness'),
  kind(119, 40, [18, 19, 16], 'oura-nights-{year}.csv', 'sleep', 'oura sleep nights', 'Nights of one year'),
  kind(128, 90, [20], 'track-{date}.gpx', 'place', 'gpx track', 'A GPX track'),
  kind(128, 10, [], 'walk {n}.gpx', 'place', 'gpx walk', ''),
  kind(131, 100, [12], 'imputer-{hex}.vcf.gz', 'genome', 'imputed genotypes vcf', 'Imputed genotypes'),
  kind(140, 100, [60], 'rescuetime.json', 'text', 'rescuetime productivity', 'RescueTime, by the hour'),
  kind(149, 70, [36], 'brain-{hex}.zip', 'text', 'mri brain', 'MRI images'),
  kind(149, 30, [35, 36], 'mri-report-{n}.xml', 'text', 'mri report', 'Report on MRI images'),
  kind(158, 70, [41], 'diary-{date}.txt', 'text', 'diary symptoms', 'Diary of symptoms'),
  kind(158, 20, [40, 41], 'diary-{year}.tsv', 'text', 'diary symptoms tsv', 'Diary of symptoms, one year'),
  kind(158, 10, [], 'diary', 'text', 'diary', 'Diary'),
  kind(163, 100, [24], 'watch-history.json', 'text', 'youtube videos', 'YouTube watch history'),
  kind(171, 60, [41, 42], 'QF-{hex}-symptoms.csv', 'text', 'quantified-flu symptoms', 'Symptom reports'),
  kind(171, 40, [16, 18], 'QF-{hex}-wearables.csv', 'heart', 'quantified-flu wearables', 'Wearables around a sick day'),
  kind(180, 100, [33], 'bloods-{date}.tsv', 'glucose', 'blood laboratory', 'Laboratory results'),
];

/** The ids of the data types of a project's files, ascending and unique. */
export function registeredTypes(project: number): number[] {
  const ids = fileKinds.flatMap((each) => (each.project === project ? each.types : []));
  return [...new Set(ids)].toSorted((a, b) => a - b);
}
