const paths = {
  close: 'M4 4l8 8M12 4l-8 8',
  first: 'M8 3L3 8l5 5M13 3L8 8l5 5',
  previous: 'M10 3L5 8l5 5',
  next: 'M6 3l5 5-5 5',
  last: 'M3 3l5 5-5 5M8 3l5 5-5 5',
  system: 'M8 2a6 6 0 1 0 0 12 6 6 0 1 0 0-12z',
  light:
    'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  dark: 'M13 10A6 6 0 0 1 6 3a5.5 5.5 0 1 0 7 7z',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.7 2.2C8.4 8.7 8 9.2 8 10.2M8 13h.01',
  views: 'M4.5 2.5h7v11L8 10.7l-3.5 2.8z',
} as const;

export type IconName = keyof typeof paths;

/** A decorative icon of 16 × 16 CSS pixels, in the colour of the surrounding text. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
      {name === 'system' && <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />}
    </svg>
  );
}
