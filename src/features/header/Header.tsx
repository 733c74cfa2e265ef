import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { settings, themes } from '../../session/settings.ts';
import { Link } from '../../url/Link.tsx';
import { type SearchParams, defaultParams } from '../../url/searchParams.ts';
import { navigate } from '../../url/navigation.ts';
import { useSource } from '../../session/SessionProvider.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Header.module.css';

interface HeaderProps {
  params: SearchParams;
  /** Buttons at the end of the header. */
  children: ReactNode;
}

export function Header({ params, children }: HeaderProps) {
  return (
    <header className={styles['header']}>
      <Link className={styles['brand']} changes={{ ...defaultParams, source: params.source }}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="12" cy="16" r="9" />
          <circle cx="20" cy="16" r="9" />
        </svg>
        <span>
          <span className={styles['wide']}>Open Humans </span>Data Explorer
        </span>
      </Link>
      <SourceBadge />
      {children}
    </header>
  );
}

function SourceBadge() {
  const source = useSource();
  if (source.name === 'live') return <span className={styles['source']} />;
  return (
    <div className={styles['source']}>
      <span className={styles['badge']}>
        Sample<span className={styles['wide']}> data</span>
      </span>
      <Button variant="quiet" onClick={() => navigate({ source: 'live', offset: 0 })}>
        <span className={styles['wide']}>Use live data</span>
        <span className={styles['narrow']} aria-hidden="true">
          Live<span className={styles['optional']}> data</span>
        </span>
      </Button>
    </div>
  );
}

export function ThemeButton() {
  const theme = useStore(settings, (state) => state.theme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <Button
      variant="icon"
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}. Change to ${next}`}
      onClick={() => settings.update(() => ({ theme: next }))}
    >
      <Icon name={theme} />
    </Button>
  );
}
