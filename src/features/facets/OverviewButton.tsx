import { Button } from '../../ui/Button.tsx';

interface OverviewButtonProps {
  isOpen: boolean;
  onToggle: () => void;
}

/** Opens and closes the overview; see `useIsOverviewOpen`. */
export function OverviewButton({ isOpen, onToggle }: OverviewButtonProps) {
  return (
    <Button
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'overview' : undefined}
      onClick={onToggle}
    >
      Overview
    </Button>
  );
}
