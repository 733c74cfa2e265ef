/** Saves a generated file through the browser's downloads. */
export function saveAs(parts: readonly BlobPart[], type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // By then, the download has started and keeps the data.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
