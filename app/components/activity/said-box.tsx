import { useEffect } from 'react';
import { useFetcher } from '@remix-run/react';
import { Box, Spinner, Text } from '@shopify/polaris';
import type { ShownEntry } from '~/ops/parked-entries.server';

/** What a parked entry said, word for word. Asked for by a post, because looking is written down. */
export function SaidBox({ id }: { id: string }) {
  const { submit, data } = useFetcher<ShownEntry | null>();
  useEffect(() => submit({}, { method: 'post', action: `/app/activity/${id}/said` }), [id, submit]);
  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="200">
      {data === undefined && <Spinner size="small" accessibilityLabel="Opening what it said" />}
      {data === null && <Text as="p">It is gone: somebody settled it meanwhile.</Text>}
      {data && !data.payload && <Text as="p">Nothing of it is kept any more.</Text>}
      {data?.payload && (
        <>
          <Text as="p" tone="subdued">
            That you looked is kept in the access log: it may name people.
          </Text>
          <div tabIndex={0} role="region" aria-label="What it said" style={{ overflow: 'auto', maxHeight: '24rem' }}>
            <pre style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{data.payload}</pre>
          </div>
        </>
      )}
    </Box>
  );
}
