import { useId } from 'react';
import styles from './Combobox.module.css';
import type { ComboboxProps } from './Combobox.tsx';
import field from './Field.module.css';
import { Icon } from './Icon.tsx';

type WaitingComboboxProps = Pick<
  ComboboxProps,
  'label' | 'placeholder' | 'either' | 'not' | 'valueLabel'
>;

/** The place of a combobox whose works are not here yet, with what is chosen. */
export function WaitingCombobox({
  label,
  placeholder,
  either,
  not,
  valueLabel,
}: WaitingComboboxProps) {
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
