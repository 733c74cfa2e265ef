/** What an address of the API is made of; `undefined` and `null` parameters are left out. */
type Parameters = Record<string, string | number | null | undefined>;

const ROOT = '/api/public';

function address(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? `${ROOT}${path}` : `${ROOT}${path}?${text}`;
}

/** Endpoint A: every public data file. */
export function dataFilesPath(parameters: Parameters = {}): string {
  return address('/datafiles/', parameters);
}

/** Endpoint B: one project's public data files. Its path always filters. */
export function projectDataFilesPath(project: number, parameters: Parameters = {}): string {
  return address(`/project/${project}/datafiles/`, parameters);
}

/** One data type's files; `include_children: 'True'` adds its descendants'. */
export function dataTypeDataFilesPath(dataType: number, parameters: Parameters = {}): string {
  return address(`/datatype/${dataType}/datafiles/`, parameters);
}

/** One member's files. The server's route knows only usernames that `fitsMemberPath`. */
export function memberDataFilesPath(username: string, parameters: Parameters = {}): string {
  return address(`/member/${encodeURIComponent(username)}/datafiles/`, parameters);
}

export function fitsMemberPath(username: string): boolean {
  return /^[A-Za-z_0-9]+$/.test(username);
}

/** One data file, with a fresh `download_url`: the permanent way to name it. */
export function dataFilePath(id: number): string {
  return address(`/datafile/${id}/`, {});
}

export function dataTypesPath(parameters: Parameters = {}): string {
  return address('/datatypes/', parameters);
}

export function projectsPath(parameters: Parameters = {}): string {
  return address('/projects/', parameters);
}

/** Members whose username contains `username`. */
export function membersPath(parameters: Parameters = {}): string {
  return address('/members/', parameters);
}
