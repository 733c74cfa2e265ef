/** Hands a file that was made here to the browser's downloads. */
export function saveAs(parts: readonly BlobPart[], type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then, and holds on to what it reads.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
