import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode, useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { Drawer } from '../../src/ui/Drawer.tsx';
import { LazyDrawer } from '../../src/ui/LazyDrawer.tsx';
import { lazyNamed } from '../../src/ui/lazyNamed.ts';
import { Popover } from '../../src/ui/Popover.tsx';
import { takeConsoleOutput } from '../support/consoleGuard.ts';

const opener = () => screen.getByRole('button', { name: 'Open' });

describe('the drawer', () => {
  function Page() {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          Open
        </button>
        {isOpen && (
          <Drawer label="Facts" onClose={() => setOpen(false)}>
            <button type="button" onClick={() => setOpen(false)}>
              Close
            </button>
          </Drawer>
        )}
      </>
    );
  }

  async function open() {
    const user = userEvent.setup();
    render(
      <StrictMode>
        <Page />
      </StrictMode>,
    );
    await user.click(opener());
    return { user, dialog: screen.getByRole('dialog', { name: 'Facts' }) };
  }

  test('gets the focus when it opens', async () => {
    await open();
    expect(screen.getByRole('button', { name: 'Close' })).toHaveFocus();
  });

  test('returns the focus when its content closes it', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(opener()).toHaveFocus();
  });

  test('closes on Escape, and returns the focus', async () => {
    const { user } = await open();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(opener()).toHaveFocus();
  });

  test('closes on a click outside, but not on a click inside', async () => {
    const { user, dialog } = await open();
    await user.click(screen.getByRole('button', { name: 'Close' }).parentElement ?? dialog);
    expect(dialog).toBeVisible();
    await user.click(dialog);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the popover', () => {
  function Page() {
    const [button, setButton] = useState<HTMLButtonElement | null>(null);
    return (
      <>
        <button
          type="button"
          aria-expanded={button !== null}
          onClick={({ currentTarget }) => setButton((current) => current ?? currentTarget)}
        >
          Open
        </button>
        <p>Elsewhere</p>
        {button !== null && (
          <Popover label="Settings" opener={button} onClose={() => setButton(null)}>
            <input aria-label="Name" />
          </Popover>
        )}
      </>
    );
  }

  async function open() {
    const user = userEvent.setup();
    render(
      <StrictMode>
        <Page />
      </StrictMode>,
    );
    expect(opener()).toHaveAttribute('aria-expanded', 'false');
    await user.click(opener());
    await screen.findByRole('group', { name: 'Settings' });
    expect(opener()).toHaveAttribute('aria-expanded', 'true');
    return user;
  }

  const expectClosed = () => {
    expect(screen.queryByRole('group', { name: 'Settings' })).toBeNull();
    expect(opener()).toHaveAttribute('aria-expanded', 'false');
  };

  test('closes on a click on its button, and opens again', async () => {
    const user = await open();
    await user.click(opener());
    expectClosed();
    await user.click(opener());
    expect(await screen.findByRole('group', { name: 'Settings' })).toBeVisible();
  });

  test('closes on Escape, and returns the focus', async () => {
    const user = await open();
    await user.click(screen.getByRole('textbox', { name: 'Name' }));
    await user.keyboard('{Escape}');
    expectClosed();
    expect(opener()).toHaveFocus();
  });

  test('closes on a click outside, but not on a click inside', async () => {
    const user = await open();
    await user.click(screen.getByRole('textbox', { name: 'Name' }));
    expect(screen.getByRole('group', { name: 'Settings' })).toBeVisible();
    await user.click(screen.getByText('Elsewhere'));
    expectClosed();
  });
});

describe('the lazy drawer', () => {
  function Facts() {
    return (
      <Drawer label="Facts" onClose={() => {}}>
        Content
      </Drawer>
    );
  }

  test('shows its content when it is loaded', async () => {
    const Lazy = lazyNamed(async () => ({ Facts }), 'Facts');
    render(
      <LazyDrawer label="Facts" onClose={() => {}}>
        <Lazy />
      </LazyDrawer>,
    );
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByRole('dialog', { name: 'Facts' })).toHaveTextContent('Content');
  });

  test('shows an error if its content could not be loaded, and can be closed', async () => {
    const user = userEvent.setup();
    const close = vi.fn<() => void>();
    const Lazy = lazyNamed<'Facts', object>(
      () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
      'Facts',
    );
    render(
      <>
        <p>The page</p>
        <LazyDrawer label="Facts" onClose={close}>
          <Lazy />
        </LazyDrawer>
      </>,
    );
    const dialog = await screen.findByRole('dialog', { name: 'Facts' });
    expect(screen.getByRole('alert')).toHaveTextContent(
      'This part of the page could not be loaded',
    );
    expect(screen.getByText('The page')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(close).toHaveBeenCalledOnce();
    expect(dialog).toBeInTheDocument();
    // React logs errors that a boundary has caught.
    await waitFor(() => {
      expect(takeConsoleOutput().join()).toContain('Failed to fetch dynamically imported module');
    });
  });
});
