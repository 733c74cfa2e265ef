import { lazy, Suspense, useId } from 'react';
import { Boundary } from './Boundary.tsx';
import type { ComboboxProps } from './Combobox.tsx';
import styles from './Combobox.module.css';
import field from './Field.module.css';
import { Icon } from './Icon.tsx';

const Loaded = lazy(async () => ({ default: (await import('./Combobox.tsx')).Combobox }));

/** A combobox whose works come a moment after the page; until then its place and value are shown. */
export function Combobox(props: ComboboxProps) {
  return (
    <Boundary fallback={<Waiting {...props} />}>
      <Suspense fallback={<Waiting {...props} />}>
        <Loaded {...props} />
      </Suspense>
    </Boundary>
  );
}

function Waiting({ label, placeholder, either, not, valueLabel }: ComboboxProps) {
  const id = useId();
  return (
    <div className={`${field['field']} ${styles['combobox']}`}>
      <label htmlFor={id}>{label}</label>
      <div className={styles['box']}>
        <input
          id={id}
          readOnly
          aria-busy="true"
          value={valueLabel}
          placeholder={placeholder}
          data-set={either.length + not.length > 0}
        />
        <span className={styles['sign']}>
          <Icon name="down" />
        </span>
      </div>
    </div>
  );
}
