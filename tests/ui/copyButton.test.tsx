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

describe('the copy button', () => {
  test('copies the text at the time of the click, and shows a message', async () => {
    let text = 'before';
    const { user, button } = renderButton(() => text);
    text = 'at the click';
    expect(status()).toHaveTextContent('');
    await user.click(button);
    await waitFor(() => expect(status()).toHaveTextContent('Link copied'));
    expect(readClipboard()).toBe('at the click');
    expect(button).toHaveFocus();
  });

  test('copies a text that is a promise', async () => {
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
    test(`shows the error if the text function ${name}`, async () => {
      const { user, button } = renderButton(text);
      await user.click(button);
      await waitFor(() => {
        expect(status()).toHaveTextContent('Not copied: The file has been withdrawn.');
      });
      expect(readClipboard()).toBe('');
    });
  }

  test('shows an error if the browser refuses, and can be used again', async () => {
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

  test('shows an error if the browser has no clipboard', async () => {
    const { user, button } = renderButton(() => 'text');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    await user.click(button);
    await waitFor(() => expect(status()).toHaveTextContent('Not copied: this browser'));
  });

  test('removes the message 6 seconds after the last click', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      installClipboard();
      let clicks = 0;
      render(<CopyButton text={() => `text ${clicks}`}>Copy</CopyButton>);
      const press = async () => {
        clicks++;
        fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
        // The clipboard is written asynchronously, without timers.
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
