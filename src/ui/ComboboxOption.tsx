import styles from './Combobox.module.css';
import type { Choice, Option } from './comboboxOptions.ts';
import { sanitizeText } from './sanitizeText.ts';

interface ComboboxOptionProps {
  option: Option;
  choice: Choice;
  /** Whether choosing it takes the place of what was chosen, so that there are other ways to choose. */
  isAlone: boolean;
}

/** An option's words. The buttons are for the pointer: the keyboard has Ctrl and Alt for them. */
export function ComboboxOption({ option, choice, isAlone }: ComboboxOptionProps) {
  const label = sanitizeText(option.label);
  return (
    <>
      <span>
        {choice === 'exclude' ? <s>{label}</s> : label}
        {choice !== 'off' && (
          <span className="visually-hidden">
            {choice === 'exclude' ? ', left out' : ', chosen'}
          </span>
        )}
      </span>
      {option.detail !== undefined && <small>{option.detail}</small>}
      {option.count !== undefined && <small className={styles['count']}>{option.count}</small>}
      {isAlone && (
        <span className={styles['choices']} aria-hidden="true">
          <span data-choose="include" title={`Add ${label} to what is chosen`}>
            +
          </span>
          <span data-choose="exclude" title={`Leave ${label} out`}>
            not
          </span>
        </span>
      )}
    </>
  );
}
