import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { CopyButton } from '../../src/ui/CopyButton.tsx';
import { denyClipboard, installClipboard, readClipboard } from '../support/missingInJsdom.ts';

function renderButton(text: () => string | Promise<string>) {
  const user = userEvent.setup();
  installClipboard();
  render(
    <CopyButton text={text} done="Link copied">
      Copy link
    </CopyButton>,
  );
  return { user, button: screen.getByRole('button', { name: 'Copy link' }) };
}

const status = () => screen.getByRole('status', { name: 'Copying' });

describe('copy button', () => {
  test('copies the text as it is at the click, and says so', async () => {
    let text = 'before';
    const { user, button } = renderButton(() => text);
    text = 'at the click';
    expect(status()).toHaveTextContent('');
    await user.click(button);
    await waitFor(() => expect(status()).toHaveTextContent('Link copied'));
    expect(readClipboard()).toBe('at the click');
    expect(button).toHaveFocus();
  });

  test('copies a text that arrives later', async () => {
    const { user, button } = renderButton(async () => 'later');
    await user.click(button);
    await waitFor(() => expect(status()).toHaveTextContent('Link copied'));
    expect(readClipboard()).toBe('later');
  });

  for (const [name, text] of [
    ['rejects', () => Promise.reject(new Error('The file has been withdrawn.'))],
    [
      'throws',
      () => {
        throw new Error('The file has been withdrawn.');
      },
    ],
  ] as const) {
    test(`says why where the text ${name}`, async () => {
      const { user, button } = renderButton(text);
      await user.click(button);
      await waitFor(() => {
        expect(status()).toHaveTextContent('Not copied: The file has been withdrawn.');
      });
      expect(readClipboard()).toBe('');
    });
  }

  test('says so where the browser refuses, and copies once it does not', async () => {
    const { user, button } = renderButton(() => 'text');
    denyClipboard();
    await user.click(button);
    await waitFor(() => {
      expect(status()).toHaveTextContent('Not copied: this browser does not let the page copy');
    });
    denyClipboard(false);
    await user.click(button);
    await waitFor(() => expect(status()).toHaveTextContent('Link copied'));
  });

  test('says so where the browser has no clipboard', async () => {
    const { user, button } = renderButton(() => 'text');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    await user.click(button);
    await waitFor(() => expect(status()).toHaveTextContent('Not copied: this browser'));
  });

  test('takes the words back after some seconds, counted from the last click', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      installClipboard();
      let clicks = 0;
      render(<CopyButton text={() => `text ${clicks}`}>Copy</CopyButton>);
      const press = async () => {
        clicks++;
        fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
        // The clipboard is written in tasks that are no timers.
        while (readClipboard() !== `text ${clicks}`) {
          await act(() => vi.advanceTimersByTimeAsync(0));
        }
        await act(() => vi.advanceTimersByTimeAsync(0));
      };
      await press();
      act(() => void vi.advanceTimersByTime(4000));
      await press();
      act(() => void vi.advanceTimersByTime(4000));
      expect(status()).toHaveTextContent('Copied');
      act(() => void vi.advanceTimersByTime(2000));
      expect(status()).toHaveTextContent('');
    } finally {
      vi.useRealTimers();
    }
  });
});
