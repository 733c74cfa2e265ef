import recordedRows from './recordedRows.json' with { type: 'json' };

/** A row as the API sends it. */
export interface DataFile {
  id: number;
  basename: string;
  created: string;
  datatypes: string[];
  download_url: string;
  metadata: unknown;
  source_project: string;
  user: { id: number | null; name: string | null; username: string | null };
}

/** The recorded rows, in recorded order, which is that of the usernames; without their long dead links. */
export const recorded = recordedRows;

type RecordedRow = (typeof recordedRows)[number];

function withRows(row: RecordedRow): { user: RecordedRow['user']; rows: number } {
  const rows = recorded.filter((other) => other.user.username === row.user.username).length;
  return { user: row.user, rows };
}

/** The members of the recorded rows, in order, with the number of their rows. */
export const recordedMembers = recorded
  .filter((row, index) => row.user.username !== recorded[index - 1]?.user.username)
  .map(withRows);
