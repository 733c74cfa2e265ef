import recordedRows from './recordedRows.json' with { type: 'json' };

/** A row in the API's format. */
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

/** The recorded rows, in recorded order, which is that of the usernames. Their expired links are omitted. */
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
