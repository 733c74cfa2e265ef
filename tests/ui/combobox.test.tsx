import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { Combobox, type ComboboxProps } from '../../src/ui/Combobox.tsx';

const fruits = ['Apple', 'Apricot', 'Banana', 'Cherry'].map((label) => ({
  value: label.toLowerCase(),
  label,
}));

function setup(props: Partial<ComboboxProps> = {}) {
  const user = userEvent.setup();
  const onChoose = vi.fn<ComboboxProps['onChoose']>();
  const onClear = vi.fn<ComboboxProps['onClear']>();
  const onUse = vi.fn<() => void>();
  const onType = vi.fn<(text: string) => void>();
  render(
    <>
      <Combobox
        label="Fruit"
        placeholder="Any"
        options={fruits}
        included={[]}
        excluded={[]}
        valueLabel=""
        onChoose={onChoose}
        onClear={onClear}
        onUse={onUse}
        onType={onType}
        {...props}
      />
      <button type="button">After</button>
    </>,
  );
  return { user, onChoose, onClear, onUse, onType };
}

const field = () => screen.getByRole('combobox', { name: 'Fruit' });
const texts = () => screen.queryAllByRole('option').map((option) => option.textContent);

describe('the combobox', () => {
  test('opens on click and with an arrow key, and closes on Escape', async () => {
    const { user, onUse } = setup();
    expect(field()).toHaveAttribute('aria-expanded', 'false');
    await user.click(field());
    expect(onUse).toHaveBeenCalled();
    expect(screen.getAllByRole('option')).toHaveLength(4);
    await user.keyboard('{Escape}');
    expect(texts()).toEqual([]);
    await user.keyboard('{ArrowDown}');
    expect(field()).toHaveAttribute('aria-expanded', 'true');
  });

  test('wraps around with the arrow keys, and goes to the ends with Home and End', async () => {
    const { user } = setup();
    await user.click(field());
    const active = () => {
      const id = field().getAttribute('aria-activedescendant');
      return screen.getAllByRole('option').find((option) => option.id === id)?.textContent;
    };
    await user.keyboard('{ArrowUp}');
    expect(active()).toMatch(/^Cherry/);
    await user.keyboard('{ArrowDown}');
    expect(active()).toMatch(/^Apple/);
    await user.keyboard('{End}');
    expect(active()).toMatch(/^Cherry/);
    await user.keyboard('{Home}');
    expect(active()).toMatch(/^Apple/);
  });

  test('ignores case, and matches in the middle of a word', async () => {
    const { user, onType } = setup();
    await user.click(field());
    await user.keyboard('NAN');
    expect(texts()).toEqual([expect.stringMatching(/^Banana/)]);
    expect(onType).toHaveBeenLastCalledWith('NAN');
    await user.keyboard('{Backspace}{Backspace}{Backspace}ap');
    expect(texts()).toHaveLength(2);
  });

  for (const [keys, choice] of [
    ['{Enter}', 'only'],
    ['{Control>}{Enter}{/Control}', 'include'],
    ['{Meta>}{Enter}{/Meta}', 'include'],
    ['{Alt>}{Enter}{/Alt}', 'exclude'],
  ] as const) {
    test(`chooses the highlighted option as “${choice}” with ${keys}`, async () => {
      const { user, onChoose } = setup();
      await user.click(field());
      await user.keyboard(`ban${keys}`);
      expect(onChoose.mock.calls).toEqual([['banana', choice]]);
    });
  }

  test('removes a choice with the same keys', async () => {
    const { user, onChoose } = setup({
      included: ['banana'],
      excluded: ['cherry'],
      valueLabel: 'Banana',
    });
    await user.click(field());
    await user.clear(field());
    await user.keyboard('ban{Control>}{Enter}{/Control}');
    expect(onChoose.mock.calls).toEqual([['banana', 'off']]);
  });

  test('marks chosen and excluded options', async () => {
    const { user } = setup({
      included: ['apple'],
      excluded: ['banana'],
      valueLabel: 'Apple, not Banana',
    });
    await user.click(field());
    expect(screen.getByRole('option', { name: /^Apple, chosen/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    expect(screen.getByRole('option', { name: /^Banana, left out/ })).toHaveAttribute(
      'aria-selected',
      'false',
    );
  });

  test('chooses an option on click, adds it on Ctrl+click, and excludes it on Alt+click', async () => {
    const { user, onChoose } = setup();
    await user.click(field());
    for (const key of ['Control', 'Alt']) {
      await user.keyboard(`{${key}>}`);
      await user.click(screen.getByRole('option', { name: /^Banana/ }));
      await user.keyboard(`{/${key}}`);
    }
    await user.click(screen.getByRole('option', { name: /^Cherry/ }));
    expect(onChoose.mock.calls).toEqual([
      ['banana', 'include'],
      ['banana', 'exclude'],
      ['cherry', 'only'],
    ]);
    expect(texts()).toEqual([]);
  });

  test('changes nothing on blur if the text is not an option', async () => {
    const { user, onChoose, onClear } = setup({ included: ['apple'], valueLabel: 'Apple' });
    await user.click(field());
    await user.keyboard('zzz');
    expect(texts()).toEqual([]);
    await user.tab();
    await user.tab();
    expect(onChoose).not.toHaveBeenCalled();
    expect(onClear).not.toHaveBeenCalled();
    expect(field()).toHaveValue('Apple');
  });

  test('clears all choices on blur if it is empty', async () => {
    const { user, onClear } = setup({
      included: ['apple', 'banana'],
      valueLabel: 'Apple or Banana',
    });
    await user.clear(field());
    await user.tab();
    expect(onClear).toHaveBeenCalledOnce();
  });

  test('does not replace several choices on blur', async () => {
    const { user, onChoose } = setup({
      included: ['apple', 'banana'],
      valueLabel: 'Apple or Banana',
      accept: (text) => ({ value: text, label: text }),
    });
    await user.clear(field());
    await user.keyboard('kiwi');
    await user.tab();
    expect(onChoose).not.toHaveBeenCalled();
  });

  test('chooses accepted text on blur', async () => {
    const { user, onChoose } = setup({ accept: (text) => ({ value: text, label: text }) });
    await user.click(field());
    await user.keyboard('kiwi');
    expect(texts()).toEqual([expect.stringMatching(/^kiwi/)]);
    await user.tab();
    expect(onChoose.mock.calls).toEqual([['kiwi', 'only']]);
  });

  test('shows at most 200 options, but searches all of them', async () => {
    const options = Array.from({ length: 5000 }, (_, n) => ({
      value: `${n}`,
      label: `Item ${n}.`,
    }));
    const { user } = setup({ options });
    await user.click(field());
    expect(screen.getAllByRole('option')).toHaveLength(200);
    await user.keyboard('4999');
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });

  test('shows hostile labels as text', async () => {
    const label = '<img src=x>\u202Eevil';
    const { user } = setup({ options: [{ value: 'x', label, detail: '<b>', count: '<i>' }] });
    await user.click(field());
    expect(screen.queryByRole('img')).toBeNull();
    expect(texts()[0]).toMatch(/^<img src=x>\[U\+202E\]evil<b><i>/);
  });

  test('keeps the highlighted option when the options change', async () => {
    const user = userEvent.setup();
    function Page() {
      const [count, setCount] = useState(0);
      const options = fruits.map(({ value, label }) => ({ value, label, count: `${count} files` }));
      return (
        <Combobox
          label="Fruit"
          placeholder="Any"
          options={options}
          included={[]}
          excluded={[]}
          valueLabel=""
          onChoose={() => {}}
          onClear={() => {}}
          onType={() => setCount((current) => current + 1)}
        />
      );
    }
    render(<Page />);
    await user.click(field());
    await user.keyboard('ap{ArrowDown}');
    expect(field()).toHaveAttribute(
      'aria-activedescendant',
      screen.getByRole('option', { name: /^Apricot2 files/ }).id,
    );
  });
});

describe('the combobox with `isMany`', () => {
  test('adds an option on click and on Enter, and shows no choice in the field', async () => {
    const { user, onChoose } = setup({ isMany: true, included: ['apple'] });
    expect(field()).toHaveValue('');
    await user.click(field());
    await user.click(screen.getByRole('option', { name: /^Banana/ }));
    await user.keyboard('cherry{Enter}');
    expect(onChoose.mock.calls).toEqual([
      ['banana', 'only'],
      ['cherry', 'only'],
    ]);
    expect(field()).toHaveValue('');
    expect(screen.queryByRole('button', { name: 'Clear Fruit' })).toBeNull();
  });
});
