import { go } from '../../address/useAddress.ts';
import type { ApiError } from '../../api/ApiError.ts';
import type { Source } from '../../api/source.ts';
import { Button } from '../../ui/Button.tsx';
import { Message } from '../../ui/Message.tsx';

interface FailureProps {
  error: ApiError;
  retry: () => void;
  source: Source;
}

/** Shown if the API could not be reached, or its response was not usable. */
export function Failure({ error, retry, source }: FailureProps) {
  return (
    <Message title="The files could not be listed" isProblem>
      <p>{error.message} Your filters and your place in the list are kept.</p>
      <ul>
        <li>
          <Button look="main" onClick={retry}>
            Retry
          </Button>
        </li>
        {source.name === 'live' && (
          <li>
            <Button onClick={() => go({ source: 'sample', offset: 0 })}>Use the sample data</Button>
          </li>
        )}
      </ul>
    </Message>
  );
}
