import { useCombobox } from 'downshift';
import { useId, useState } from 'react';
import styles from './Combobox.module.css';
import field from './Field.module.css';
import {
  type Choice,
  choiceBy,
  choiceOf,
  choiceOfClick,
  type Chosen,
  type Option,
  optionsFor,
} from './comboboxOptions.ts';
import { Icon } from './Icon.tsx';
import { sanitizeText } from './sanitizeText.ts';

/** `included` and `excluded` may contain values that are not among the options. */
export interface ComboboxProps extends Chosen {
  label: string;
  placeholder: string;
  /** All options, in order. The list shows those that contain the typed text. */
  options: readonly Option[];
  /** The text of the field while the user does not type: it names all choices. */
  valueLabel: string;
  onChoose: (value: string, choice: Choice) => void;
  onClear: () => void;
  /** Converts typed text to an option that is not in the list; null if this is not possible. */
  accept?: (text: string) => Option | null;
  onType?: (text: string) => void;
  /** Called when the field gets the focus, for example to load the counts of the options. */
  onUse?: () => void;
  /** Every choice adds an option or removes it, and no option can be excluded. */
  isMany?: boolean;
}

/**
 * A combobox for several values. Typing filters the list. Enter chooses only the highlighted option, Ctrl (or Cmd) +
 * Enter adds it, and Alt + Enter excludes it. Escape restores the field. Leaving the field empty clears all choices.
 */
export function Combobox(props: ComboboxProps) {
  const { label, placeholder, options, included, excluded, valueLabel, accept, onType, isMany } =
    props;
  // The text that the user is typing; null if the field shows `valueLabel`.
  const [draft, setDraft] = useState<string | null>(null);
  const hint = useId();
  const keys = useId();
  const shown = optionsFor(options, draft, accept);
  const isSet = isMany !== true && included.length + excluded.length > 0;
  // Whether the typed text has already been used to add an option. It stays in the field, so that the list does not
  // change, but leaving the field does not use it again.
  const [isDraftUsed, setDraftUsed] = useState(false);
  const choose = (value: string, choice: Choice) => {
    setDraftUsed(true);
    const current = choiceOf(props, value);
    props.onChoose(value, current === choice ? 'off' : choice);
  };

  const box = useCombobox<Option>({
    items: shown,
    itemToString: (option) => option?.label ?? '',
    // By value: the option objects differ in each rendering, which downshift must not treat as a change.
    itemToKey: (option) => option?.value,
    inputValue: draft ?? valueLabel,
    // Always null: there may be several choices, which `aria-selected` marks below.
    selectedItem: null,
    scrollIntoView: scrollWithin,
    stateReducer: (state, { type, changes }) => {
      const { InputBlur, InputChange, InputKeyDownEscape } = useCombobox.stateChangeTypes;
      // After typing or pasting, Enter chooses the first match.
      if (type === InputChange) {
        return { ...changes, highlightedIndex: changes.inputValue ? 0 : -1 };
      }
      // Leaving the field must not choose the highlighted option, and Escape must not clear the field.
      if (type !== InputBlur && type !== InputKeyDownEscape) return changes;
      return { ...changes, selectedItem: state.selectedItem, inputValue: state.inputValue };
    },
    onStateChange: ({ type, selectedItem }) => {
      const { InputBlur, InputKeyDownEnter, InputKeyDownEscape, ItemClick } =
        useCombobox.stateChangeTypes;
      if (type === ItemClick || type === InputKeyDownEnter) {
        setDraft(null);
        if (selectedItem) props.onChoose(selectedItem.value, 'only');
      } else if (type === InputKeyDownEscape) {
        setDraft(null);
      } else if (type === InputBlur) {
        submitDraft('blur');
      }
    },
  });

  const isListed = box.isOpen && shown.length > 0;
  const submitDraft = (trigger: 'Enter' | 'blur') => {
    if (draft === null) return;
    setDraft(null);
    const accepted = accept?.(draft) ?? null;
    const isChosen = accepted !== null && choiceOf(props, accepted.value) !== 'off';
    const losesChoices = isChosen || (draft.trim() !== '' && included.length + excluded.length > 1);
    // Leaving the field must not replace several choices, or one that the user has just added.
    if (trigger === 'blur' && (isDraftUsed || losesChoices)) return;
    if (draft.trim() === '') props.onClear();
    else if (accepted !== null) props.onChoose(accepted.value, 'only');
  };

  return (
    <div className={`${field['field']} ${styles['combobox']}`}>
      <label {...box.getLabelProps()}>{label}</label>
      <div className={styles['box']}>
        <input
          {...box.getInputProps({
            // Not `onInputValueChange`, which is called too late for fast typing.
            onChange: (event) => {
              setDraft(event.currentTarget.value);
              setDraftUsed(false);
              onType?.(event.currentTarget.value);
            },
            onFocus: () => props.onUse?.(),
            onKeyDown: (event) => {
              if (event.key !== 'Enter') return;
              const option = shown[box.highlightedIndex];
              const choice = isMany === true ? 'only' : choiceBy(event);
              if (option !== undefined && choice === 'only') return;
              event.preventDefault();
              if (option !== undefined) {
                // Keeps the list open, so that the user can add more options.
                Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
                choose(option.value, choice);
                return;
              }
              submitDraft('Enter');
              box.closeMenu();
            },
          })}
          placeholder={placeholder}
          data-set={isSet}
          aria-describedby={isMany !== true && isListed ? `${hint} ${keys}` : hint}
          spellCheck={false}
          autoComplete="off"
        />
        {isSet ? (
          <button
            type="button"
            className={styles['clear']}
            aria-label={`Clear ${label}`}
            onClick={(event) => {
              // The button is removed with the choices, so the focus moves to the field.
              event.currentTarget.parentElement?.querySelector('input')?.focus();
              setDraft(null);
              props.onClear();
            }}
          >
            <Icon name="close" />
          </button>
        ) : (
          <span className={styles['arrow']}>
            <Icon name="down" />
          </span>
        )}
      </div>
      <div className={styles['menu']} data-open={isListed}>
        <ul {...box.getMenuProps({ 'aria-label': label, 'aria-multiselectable': true })}>
          {box.isOpen &&
            shown.map((option, index) => (
              <li
                key={option.value}
                {...box.getItemProps({
                  item: option,
                  index,
                  // Downshift would mark the highlighted option, which `aria-activedescendant` already announces.
                  'aria-selected': choiceOf(props, option.value) === 'include',
                  onClick: (event) => {
                    const choice = isMany === true ? 'only' : choiceOfClick(event);
                    if (choice === 'only') return;
                    Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
                    choose(option.value, choice);
                  },
                })}
                data-highlighted={box.highlightedIndex === index}
                data-depth={draft ? 0 : Math.min(option.depth ?? 0, 4)}
                data-choice={choiceOf(props, option.value)}
              >
                <ComboboxOption
                  option={option}
                  choice={choiceOf(props, option.value)}
                  hasButtons={isMany !== true}
                />
              </li>
            ))}
        </ul>
        {isMany !== true && isListed && (
          <p id={keys} className={styles['keys']}>
            <kbd>Enter</kbd> chooses, <kbd>Ctrl Enter</kbd> adds, <kbd>Alt Enter</kbd> leaves out
          </p>
        )}
      </div>
      <span id={hint} role="status" className="visually-hidden">
        {box.isOpen ? `${shown.length} ${shown.length === 1 ? 'option' : 'options'}` : ''}
      </span>
    </div>
  );
}

/** Scrolls the list by the minimum distance that makes an item visible. Does not scroll the page. */
function scrollWithin(item: HTMLElement, list: HTMLElement): void {
  const { top, bottom } = item.getBoundingClientRect();
  const start = list.getBoundingClientRect().top + list.clientTop;
  list.scrollTop += Math.min(top - start, 0) + Math.max(bottom - start - list.clientHeight, 0);
}

interface ComboboxOptionProps {
  option: Option;
  choice: Choice;
  /** Whether to show the buttons that add and exclude the option. */
  hasButtons: boolean;
}

/** The content of an option. Its buttons are for the pointer; the keyboard alternatives are Ctrl and Alt + Enter. */
function ComboboxOption({ option, choice, hasButtons }: ComboboxOptionProps) {
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
      {hasButtons && (
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
