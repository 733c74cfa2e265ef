import bashAddress from './download.sh?url';
import pythonAddress from './download.py?url';

/** The programs as they are before a query is put into them. */
export interface Templates {
  python: string;
  bash: string;
}

/**
 * Fetches both programs, files beside the page's own scripts. The bash one borrows from the other.
 * Rejects where one of them does not come.
 */
export async function loadTemplates(): Promise<Templates> {
  const [python, bash] = await Promise.all([pythonAddress, bashAddress].map(loadText));
  return { python: python ?? '', bash: bash ?? '' };
}

async function loadText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered with status ${response.status}`);
  return response.text();
}
