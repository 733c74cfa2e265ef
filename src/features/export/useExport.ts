import { useRef, useState } from 'react';
import { ApiError } from '../../api/ApiError.ts';
import type { Names } from '../../domain/describe.ts';
import { allFiles } from '../../queries/allFiles.ts';
import { type About, exportName, type Format, writerFor } from './exports.ts';
import { saveAs } from '../../ui/saveAs.ts';
import { useSession } from '../../session/SessionProvider.tsx';
import type { FileQuery } from '../../domain/filters.ts';

/** The state of an export. */
export type ExportState =
  | { status: 'idle' }
  | { status: 'working'; format: Format; written: number; count: number | null }
  | { status: 'done'; format: Format; written: number; name: string }
  | { status: 'failed'; message: string };

interface ExportRequest {
  fileQuery: FileQuery;
  /** `useExport` adds the count and the time when it has loaded the list. */
  about: Omit<About, 'count' | 'retrieved'>;
  names: Names;
  withLinks: boolean;
}

/** Exports all files of a query to one file, which the browser saves. */
export function useExport(request: ExportRequest) {
  const session = useSession();
  const [state, setState] = useState<ExportState>({ status: 'idle' });
  const running = useRef<AbortController>(null);

  const start = async (format: Format) => {
    const control = new AbortController();
    running.current?.abort();
    running.current = control;
    setState({ status: 'working', format, written: 0, count: null });
    try {
      const { fileQuery, names, withLinks } = request;
      const { origin } = session.source;
      const parts: string[] = [];
      let written = 0;
      let about: About | null = null;
      let end = '';
      let type = '';
      const { signal } = control;
      for await (const part of allFiles(session, fileQuery, signal, withLinks)) {
        const { files, count, since } = part;
        about ??= { ...request.about, retrieved: new Date(since).toISOString(), count };
        const writer = writerFor(format, { about, names, origin, withLinks });
        if (written === 0) parts.push(writer.begin());
        parts.push(files.map((file, index) => writer.file(file, written + index)).join(''));
        written += files.length;
        [end, type] = [writer.end(), writer.type];
        setState({ status: 'working', format, written, count });
      }
      if (about === null) return;
      const name = exportName(about, format.toLowerCase());
      saveAs([...parts, end], type, name);
      setState({ status: 'done', format, written, name });
    } catch (error) {
      if (control.signal.aborted) return;
      const message =
        error instanceof ApiError ? error.message : 'Something went wrong in this page.';
      setState({ status: 'failed', message });
    }
  };

  const cancel = () => {
    running.current?.abort();
    setState({ status: 'idle' });
  };

  return { state, start, cancel };
}
