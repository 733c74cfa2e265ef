import { useCombobox } from 'downshift';
import { useId, useState } from 'react';
import styles from './Combobox.module.css';
import field from './Field.module.css';
import { Icon } from './Icon.tsx';

export interface Option {
  /** What is chosen: an id, or a username. */
  value: string;
  label: string;
  /** Said after the label, softly. */
  detail?: string;
  /** How deep the option stands in a tree, 0 for a root. */
  depth?: number;
}

export interface ComboboxProps {
  label: string;
  placeholder: string;
  /** Every option, in order; the typed text picks those that contain it. */
  options: readonly Option[];
  /** What is chosen now; need not be among the options. */
  value: string | null;
  /** How `value` is called in the field. */
  valueLabel: string;
  onChange: (value: string | null) => void;
  /** Gives the option that typed text stands for by itself, although it is not in the list. */
  accept?: (text: string) => Option | null;
  onType?: (text: string) => void;
}

/**
 * A field with a list to choose from. Typing narrows the list; Enter takes the highlighted option,
 * Escape leaves all as it was, and leaving the field empty takes the choice away.
 */
export function Combobox(props: ComboboxProps) {
  const { label, placeholder, options, value, valueLabel, onChange, accept, onType } = props;
  // What is being typed; null while nobody types, when the field shows what is chosen.
  const [draft, setDraft] = useState<string | null>(null);
  const hint = useId();
  const shown = optionsFor(options, draft, accept);

  const box = useCombobox<Option>({
    items: shown,
    itemToString: (option) => option?.label ?? '',
    // By value: the option is another object at every rendering, which must not count as a change.
    itemToKey: (option) => option?.value,
    inputValue: draft ?? valueLabel,
    selectedItem: value === null ? null : { value, label: valueLabel },
    stateReducer: (state, { type, changes }) => {
      const { InputBlur, InputChange, InputKeyDownEscape } = useCombobox.stateChangeTypes;
      // What is typed, or pasted, is meant: Enter takes the first that fits.
      if (type === InputChange) {
        return { ...changes, highlightedIndex: changes.inputValue ? 0 : -1 };
      }
      // Leaving the field must not choose what happens to be highlighted, nor Escape clear it.
      if (type !== InputBlur && type !== InputKeyDownEscape) return changes;
      return { ...changes, selectedItem: state.selectedItem, inputValue: state.inputValue };
    },
    onStateChange: ({ type, selectedItem }) => {
      const { InputBlur, InputKeyDownEnter, InputKeyDownEscape, ItemClick } =
        useCombobox.stateChangeTypes;
      if (type === ItemClick || type === InputKeyDownEnter) {
        setDraft(null);
        if (selectedItem) onChange(selectedItem.value);
      } else if (type === InputKeyDownEscape) {
        setDraft(null);
      } else if (type === InputBlur) {
        leave();
      }
    },
  });

  const leave = () => {
    if (draft === null) return;
    setDraft(null);
    const meant = accept?.(draft) ?? null;
    if (draft.trim() === '') onChange(null);
    else if (meant !== null) onChange(meant.value);
  };

  return (
    <div className={`${field['field']} ${styles['combobox']}`}>
      <label {...box.getLabelProps()}>{label}</label>
      <div className={styles['box']}>
        <input
          {...box.getInputProps({
            // Not by `onInputValueChange`, which comes a moment too late for a fast typist.
            onChange: (event) => {
              setDraft(event.currentTarget.value);
              onType?.(event.currentTarget.value);
            },
            onKeyDown: (event) => {
              if (event.key !== 'Enter' || box.highlightedIndex >= 0) return;
              event.preventDefault();
              leave();
              box.closeMenu();
            },
          })}
          placeholder={placeholder}
          data-set={value !== null}
          aria-describedby={hint}
          spellCheck={false}
          autoComplete="off"
        />
        {value === null ? (
          <span className={styles['sign']}>
            <Icon name="down" />
          </span>
        ) : (
          <button
            type="button"
            className={styles['clear']}
            aria-label={`Clear ${label}`}
            onClick={(event) => {
              // The button goes with the choice; the focus must not go with it.
              event.currentTarget.parentElement?.querySelector('input')?.focus();
              setDraft(null);
              onChange(null);
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <ul
        {...box.getMenuProps({ 'aria-label': label })}
        className={styles['menu']}
        data-open={box.isOpen && shown.length > 0}
      >
        {box.isOpen &&
          shown.map((option, index) => (
            <li
              key={option.value}
              {...box.getItemProps({ item: option, index })}
              data-highlighted={box.highlightedIndex === index}
              data-depth={draft ? 0 : Math.min(option.depth ?? 0, 4)}
            >
              <span>{option.label}</span>
              {option.detail === undefined ? null : <small>{option.detail}</small>}
            </li>
          ))}
      </ul>
      <span id={hint} role="status" className="visually-hidden">
        {box.isOpen ? `${shown.length} ${shown.length === 1 ? 'option' : 'options'}` : ''}
      </span>
    </div>
  );
}

const MOST_SHOWN = 200;

function optionsFor(
  options: readonly Option[],
  draft: string | null,
  accept: ComboboxProps['accept'],
): Option[] {
  if (draft === null || draft.trim() === '') return options.slice(0, MOST_SHOWN);
  const wanted = draft.trim().toLowerCase();
  const found = options.filter(
    ({ label, value }) => label.toLowerCase().includes(wanted) || value === wanted,
  );
  const meant = accept?.(draft) ?? null;
  const isThere = meant === null || found.some(({ value }) => value === meant.value);
  const list = found.slice(0, MOST_SHOWN);
  return isThere || meant === null ? list : [...list, meant];
}
