/** A date in UTC as Django writes it: to the second, mostly with a fraction. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,6}))?(Z|\+00:00)$/;

/** Marks a shape that is the text itself. */
const VERBATIM = '=';

/**
 * What must be known, beside the microseconds, to write `created` again as it was: the number of
 * digits and the zone (`6Z`), or the whole text where it is written in any other way. Few shapes
 * are shared by all dates, so that the texts need not be held.
 * @param micros `created` in microseconds since 1970
 */
export function shapeOfCreated(created: string, micros: number): string {
  const written = WRITTEN.exec(created);
  if (written !== null && micros > -Infinity) {
    const [, fraction = '', zone = ''] = written;
    const shape = `${fraction.length}${zone}`;
    // Date.parse lets February have 30 days, for one.
    if (writeCreated(micros, shape) === created) return shape;
  }
  return VERBATIM + created;
}

/** The text that `shapeOfCreated` was made of. */
export function writeCreated(micros: number, shape: string): string {
  if (shape.startsWith(VERBATIM)) return shape.slice(1);
  const seconds = Math.floor(micros / 1e6);
  const digits = Number(shape[0]);
  const fraction = String(micros - seconds * 1e6).padStart(6, '0');
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${text}${digits === 0 ? '' : `.${fraction.slice(0, digits)}`}${shape.slice(1)}`;
}
