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

/** What is chosen, and left out, need not be among the options. */
export interface ComboboxProps extends Chosen {
  label: string;
  placeholder: string;
  /** Every option, in order; the typed text picks those that contain it. */
  options: readonly Option[];
  /** How all of that is called in the field. */
  valueLabel: string;
  onChoose: (value: string, choice: Choice) => void;
  onClear: () => void;
  /** Gives the option that typed text stands for by itself, although it is not in the list. */
  accept?: (text: string) => Option | null;
  onType?: (text: string) => void;
  /** The field is about to be used: what its options say may be worth finding out. */
  onUse?: () => void;
  /** Each option is taken beside the others, and none can be left out. */
  isMany?: boolean;
}

/**
 * A field with a list to choose from. Typing narrows the list; Enter takes the highlighted option
 * alone, with Ctrl (or Cmd) beside what is chosen, with Alt as one to leave out. Escape leaves all
 * as it was, and leaving the field empty takes every choice away.
 */
export function Combobox(props: ComboboxProps) {
  const { label, placeholder, options, included, excluded, valueLabel, accept, onType, isMany } =
    props;
  // What is being typed; null while nobody types, when the field shows what is chosen.
  const [draft, setDraft] = useState<string | null>(null);
  const hint = useId();
  const keys = useId();
  const shown = optionsFor(options, draft, accept);
  const isSet = isMany !== true && included.length + excluded.length > 0;
  // What was typed has served to add something: it stays, for the list to stay, and means no more.
  const [isSpent, setSpent] = useState(false);
  const choose = (value: string, choice: Choice) => {
    setSpent(true);
    const now = choiceOf(props, value);
    props.onChoose(value, now === choice ? 'off' : choice);
  };

  const box = useCombobox<Option>({
    items: shown,
    itemToString: (option) => option?.label ?? '',
    // By value: the option is another object at every rendering, which must not count as a change.
    itemToKey: (option) => option?.value,
    inputValue: draft ?? valueLabel,
    // What is chosen may be several things, and is told below.
    selectedItem: null,
    scrollIntoView: scrollWithin,
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
        if (selectedItem) props.onChoose(selectedItem.value, 'only');
      } else if (type === InputKeyDownEscape) {
        setDraft(null);
      } else if (type === InputBlur) {
        leave('by leaving');
      }
    },
  });

  const isListed = box.isOpen && shown.length > 0;
  const leave = (how: 'by Enter' | 'by leaving') => {
    if (draft === null) return;
    setDraft(null);
    const meant = accept?.(draft) ?? null;
    const isTaken = meant !== null && choiceOf(props, meant.value) !== 'off';
    const wouldLose = isTaken || (draft.trim() !== '' && included.length + excluded.length > 1);
    // Whoever only goes away must not lose several choices, or one that was just added.
    if (how === 'by leaving' && (isSpent || wouldLose)) return;
    if (draft.trim() === '') props.onClear();
    else if (meant !== null) props.onChoose(meant.value, 'only');
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
              setSpent(false);
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
                // The list stays open: who adds one may add another.
                Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
                choose(option.value, choice);
                return;
              }
              leave('by Enter');
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
              // The button goes with the choice; the focus must not go with it.
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
                  // Downshift calls the highlighted one selected; that one is told by the field.
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
                  isAlone={isMany !== true}
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

/** Brings an item of a list that scrolls into sight, by the shortest way. */
function scrollWithin(item: HTMLElement, list: HTMLElement): void {
  const { top, bottom } = item.getBoundingClientRect();
  const start = list.getBoundingClientRect().top + list.clientTop;
  list.scrollTop += Math.min(top - start, 0) + Math.max(bottom - start - list.clientHeight, 0);
}

interface ComboboxOptionProps {
  option: Option;
  choice: Choice;
  /** Whether choosing it takes the place of what was chosen, so that there are other ways to choose. */
  isAlone: boolean;
}

/** An option's words. The buttons are for the pointer: the keyboard has Ctrl and Alt for them. */
function ComboboxOption({ option, choice, isAlone }: ComboboxOptionProps) {
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
