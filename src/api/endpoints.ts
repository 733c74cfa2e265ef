/** Query parameters; those that are `undefined` or `null` are omitted. */
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

/** Endpoint B: the public data files of a project. Its path always filters. */
export function projectDataFilesPath(project: number, parameters: Parameters = {}): string {
  return address(`/project/${project}/datafiles/`, parameters);
}

/** The files of a data type; `include_children: 'True'` adds those of its descendants. */
export function dataTypeDataFilesPath(dataType: number, parameters: Parameters = {}): string {
  return address(`/datatype/${dataType}/datafiles/`, parameters);
}

/** The files of a member. The server's route accepts only usernames for which `fitsMemberPath` is true. */
export function memberDataFilesPath(username: string, parameters: Parameters = {}): string {
  return address(`/member/${encodeURIComponent(username)}/datafiles/`, parameters);
}

export function fitsMemberPath(username: string): boolean {
  return /^[A-Za-z_0-9]+$/.test(username);
}

/** One data file, with a new `download_url`. This URL is permanent. */
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
