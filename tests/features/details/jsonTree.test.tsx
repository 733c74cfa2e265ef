import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/api/schemas.ts';
import { JsonTree } from '../../../src/features/details/JsonTree.tsx';

describe('JSON tree', () => {
  const leaves: [name: string, value: Json, text: string][] = [
    ['null', null, 'null'],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['zero', 0, '0'],
    ['a negative fraction', -1.5, '-1.5'],
    ['a large number', 1e21, '1e+21'],
    ['a string', 'plain', 'plain'],
    ['an empty string', '', '“”'],
    ['a string with line breaks', 'a\nb', 'a\nb'],
    ['an empty list', [], '[]'],
    ['an empty object', {}, '{}'],
  ];
  for (const [name, value, text] of leaves) {
    test(`shows ${name}`, () => {
      const { container } = render(<JsonTree value={value} />);
      expect(container.textContent).toBe(text);
    });
  }

  test('shows the numbers of list items and the keys of objects', () => {
    render(<JsonTree value={{ tags: ['a', 2], none: null, '': 'no key' }} />);
    const items = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(items).toEqual(['tags2 items1a22', '1a', '22', 'nonenull', 'no key']);
    expect(screen.getByText('3 entries')).toBeVisible();
  });

  test('uses the singular for one item and one entry', () => {
    render(<JsonTree value={{ list: ['a'] }} />);
    expect(screen.getByText('1 entry')).toBeVisible();
    expect(screen.getByText('1 item')).toBeVisible();
  });

  test('shows markup as text, and control and bidi characters as codes, in keys and in values', () => {
    const { container } = render(
      <JsonTree value={{ '<b>k</b>': '<img src=x>', '\u202Ek': 'v\u0000' }} />,
    );
    expect(screen.queryByRole('img')).toBeNull();
    expect(container).toHaveTextContent('<b>k</b><img src=x>');
    expect(container).toHaveTextContent('[U+202E]kv[U+0000]');
  });

  test('shows keys that are special in JavaScript', () => {
    const value = JSON.parse('{"__proto__": 1, "constructor": {"prototype": 2}}');
    render(<JsonTree value={value} />);
    expect(screen.getByText('2 entries')).toBeVisible();
    expect(screen.getByText('__proto__')).toBeVisible();
    expect(screen.getByText('prototype')).toBeVisible();
  });

  test('opens two levels, and each deeper one on click', async () => {
    const user = userEvent.setup();
    render(<JsonTree value={{ a: { b: { c: { d: 'deep' } } } }} />);
    expect(screen.getByText('b')).toBeVisible();
    expect(screen.queryByText('c')).toBeNull();
    await user.click(screen.getAllByText('1 entry').at(-1) ?? document.body);
    expect(await screen.findByText('c')).toBeVisible();
    expect(screen.queryByText('deep')).toBeNull();
    await user.click(screen.getAllByText('1 entry').at(-1) ?? document.body);
    expect(await screen.findByText('deep')).toBeVisible();
  });

  test('renders deeply nested values', async () => {
    const user = userEvent.setup();
    let value = JSON.parse('["bottom"]');
    for (let level = 0; level < 999; level++) value = [value];
    render(<JsonTree value={value} />);
    // Only the open levels are in the document.
    expect(screen.getAllByText('1 item')).toHaveLength(3);
    await user.click(screen.getAllByText('1 item').at(-1) ?? document.body);
    expect(await screen.findAllByText('1 item')).toHaveLength(4);
  });

  test('shows 100 items, and 100 more on each click', async () => {
    const user = userEvent.setup();
    render(<JsonTree value={Array.from({ length: 250 }, (_, index) => `item ${index}`)} />);
    const more = () => screen.queryByRole('button', { name: 'Show more of 250 items' });
    expect(screen.getAllByRole('listitem')).toHaveLength(100);
    await user.click(more() ?? document.body);
    expect(screen.getAllByRole('listitem')).toHaveLength(200);
    await user.click(more() ?? document.body);
    expect(screen.getAllByRole('listitem')).toHaveLength(250);
    expect(more()).toBeNull();
  });

  test('shows the start of a long string, and more on each click', async () => {
    const user = userEvent.setup();
    const { container } = render(<JsonTree value={'x'.repeat(30_000)} />);
    expect(container.textContent?.length).toBeLessThan(2100);
    await user.click(
      within(container).getByRole('button', { name: '… show more of 30,000 characters' }),
    );
    await user.click(
      within(container).getByRole('button', { name: '… show more of 30,000 characters' }),
    );
    expect(container.textContent).toBe('x'.repeat(30_000));
  });
});
