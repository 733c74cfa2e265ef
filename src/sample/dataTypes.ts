/** A data type: a node of a tree with three levels. */
export interface DataType {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly description: string;
}

function type(id: number, name: string, parent: number | null, description: string): DataType {
  return { id, name, parent, description };
}

/** All data types of the sample, by id. The recorded rows have the types 4 and 14. */
// prettier-ignore
export const dataTypes: readonly DataType[] = [
  type(1, 'Genetic data', null, 'Anything read from DNA.'),
  type(2, 'Genotyping', 1, 'Selected positions of the genome.'),
  type(3, 'Sequencing', 1, 'Continuous stretches of the genome.'),
  type(4, 'Location (GPS)', 5, 'Where a device was, and when.'),
  type(5, 'Activity and sensors', null, 'What wearables and phones measure.'),
  type(7, '23andMe genotyping', 2, 'Raw data as downloaded from 23andMe.'),
  type(8, 'AncestryDNA genotyping', 2, 'Raw data as downloaded from AncestryDNA.'),
  type(9, 'Exome', 3, 'The coding part of the genome.'),
  type(10, 'Whole genome', 3, 'The whole of the genome.'),
  type(11, 'Variant calls (VCF)', 3, 'Differences from the reference genome.'),
  type(12, 'Imputed genotypes', 2, 'Genotypes inferred between the measured ones.'),
  type(13, 'Social media', null, 'What people post, watch and listen to.'),
  type(14, 'Music listening', 13, 'Songs played, and what is known of them.'),
  type(15, 'Steps', 5, 'Steps counted per day or minute.'),
  type(16, 'Heart rate', 5, 'Beats per minute.'),
  type(17, 'Heart rate variability', 16, 'The time between single beats.'),
  type(18, 'Sleep', 5, 'Times and stages of sleep.'),
  type(19, 'Sleep stages', 18, 'Light, deep and REM sleep through a night.'),
  type(20, 'GPS track', 4, 'One way, from start to end.'),
  type(21, 'Location history', 4, 'The places of months or years.'),
  type(22, 'Posts', 13, 'What was written in public.'),
  type(23, 'Tweets', 22, 'Posts on Twitter.'),
  type(24, 'Videos watched', 13, 'Titles and times of videos.'),
  type(25, 'Playback history', 14, 'Every play with its time.'),
  type(30, 'Health records', null, 'What clinics and laboratories know.'),
  type(31, 'Glucose', 30, 'Sugar in blood or tissue.'),
  type(32, 'Continuous glucose monitoring', 31, 'A glucose value every few minutes.'),
  type(33, 'Blood tests', 30, 'Results of laboratories.'),
  type(35, 'Imaging', 30, 'Pictures of the inside.'),
  type(36, 'MRI', 35, 'Magnetic resonance images.'),
  type(40, 'Surveys and diaries', null, 'What people say of themselves.'),
  type(41, 'Symptom reports', 40, 'How a person felt on a day.'),
  type(42, 'Flu symptoms', 41, 'Fever, cough and company.'),
  type(50, 'Microbiome', null, 'The small ones that live with us.'),
  type(51, 'Gut microbiome', 50, 'Bacteria of the gut.'),
  type(60, 'Productivity', null, 'Time spent, by application.'),
];

const byId = new Map(dataTypes.map((each) => [each.id, each]));

/** Finds a data type by id; undefined if there is none. */
export function findDataType(id: number): DataType | undefined {
  return byId.get(id);
}

/** The ids of the children of a data type, ascending. */
export function childrenOf(id: number): number[] {
  return dataTypes.filter((each) => each.parent === id).map((each) => each.id);
}

/** The id itself and the ids of all descendants. */
export function withDescendants(id: number): number[] {
  return [id, ...childrenOf(id).flatMap(withDescendants)];
}
