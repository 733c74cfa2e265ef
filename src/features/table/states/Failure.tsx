import { navigate } from '../../../url/navigation.ts';
import type { ApiError } from '../../../api/ApiError.ts';
import { Button } from '../../../ui/Button.tsx';
import { Message } from '../../../ui/Message.tsx';
import { useSource } from '../../../session/SessionProvider.tsx';

interface FailureProps {
  error: ApiError;
  retry: () => void;
}

/** Shown if the API could not be reached or its response was not usable. */
export function Failure({ error, retry }: FailureProps) {
  const source = useSource();
  return (
    <Message title="The files could not be listed" isProblem>
      <p>{error.message} Your filters and your place in the list are kept.</p>
      <ul>
        <li>
          <Button variant="primary" onClick={retry}>
            Retry
          </Button>
        </li>
        {error.cause !== undefined && error.kind === 'unexpected' && (
          <li>
            {/* Some browsers cache a failed chunk until the page reloads, so Retry would not help. */}
            <Button onClick={() => window.location.reload()}>Load the page again</Button>
          </li>
        )}
        {source.name === 'live' && (
          <li>
            <Button onClick={() => navigate({ source: 'sample', offset: 0 })}>
              Use the sample data
            </Button>
          </li>
        )}
      </ul>
    </Message>
  );
}
