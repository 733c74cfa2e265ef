/** An in-memory folder of the File System Access API, with the methods that the page uses to write files. */
export class MemoryFolder {
  private readonly folders = new Map<string, MemoryFolder>();
  private readonly files = new Map<string, Blob>();

  /** The browser's type has further members that the tests do not need. */
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

  /** The content of the file at a path; null if there is none. */
  async text(path: string): Promise<string | null> {
    const [name = '', ...rest] = path.split('/');
    if (rest.length > 0) return (await this.folders.get(name)?.text(rest.join('/'))) ?? null;
    return (await this.files.get(name)?.text()) ?? null;
  }
}

/** Like in browsers, a name is a single path segment. */
function checkName(name: string): void {
  if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) {
    throw new TypeError(`${name} is no name of a file.`);
  }
}
