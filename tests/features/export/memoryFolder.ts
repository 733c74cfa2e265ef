/** A folder of the File System Access API, in memory: as much of it as a page needs to write files. */
export class MemoryFolder {
  private readonly folders = new Map<string, MemoryFolder>();
  private readonly files = new Map<string, Blob>();

  /** The browser's type has more than any of this needs. */
  asHandle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  async getDirectoryHandle(name: string): Promise<MemoryFolder> {
    checkName(name);
    const folder = this.folders.get(name) ?? new MemoryFolder();
    this.folders.set(name, folder);
    return folder;
  }

  async getFileHandle(name: string, options?: { create: boolean }) {
    checkName(name);
    if (!this.files.has(name)) {
      if (options?.create !== true)
        throw new DOMException('There is no such file.', 'NotFoundError');
      this.files.set(name, new Blob([]));
    }
    return {
      getFile: async () => this.files.get(name),
      createWritable: async () => {
        const parts: Blob[] = [];
        return {
          write: async (part: Blob) => void parts.push(part),
          close: async () => void this.files.set(name, new Blob(parts)),
        };
      },
    };
  }

  /** What a file at a path holds; null where there is none. */
  async text(path: string): Promise<string | null> {
    const [name = '', ...rest] = path.split('/');
    if (rest.length > 0) return (await this.folders.get(name)?.text(rest.join('/'))) ?? null;
    return (await this.files.get(name)?.text()) ?? null;
  }
}

/** As the browser does: a name is one step, never a path. */
function checkName(name: string): void {
  if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) {
    throw new TypeError(`${name} is no name of a file.`);
  }
}
