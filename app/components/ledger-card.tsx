import { useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Box, Button, Checkbox, InlineStack, Text } from '@shopify/polaris';
import type { VerifyResult } from '~/ops/consent-page.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from './titled-card';
import { FileProblem } from './file-problem';
import { useExport } from './use-export';
import { When } from './when';

/** The proof itself: whether it is whole, and a copy of it to keep. */
export function LedgerCard({ entries, shop }: { entries: number; shop: PageShop }) {
  return (
    <TitledCard title="The proof">
      <Text as="p">
        Every statement is an entry of a ledger in which each builds on the one before. Nothing in it can be changed or
        taken out without being seen.
      </Text>
      <Verify shop={shop} />
      <Export isEmpty={entries === 0} />
    </TitledCard>
  );
}

function Verify({ shop }: { shop: PageShop }) {
  const fetcher = useFetcher<VerifyResult>();
  const { data, state } = fetcher;
  return (
    <BlockStack gap="200">
      <Box>
        <Button
          onClick={() => fetcher.submit(null, { method: 'post', action: '/app/settings/consent' })}
          loading={state !== 'idle'}
        >
          Verify now
        </Button>
      </Box>
      <div role="status">
        {data && (
          <BlockStack gap="200">
            <InlineStack gap="200" blockAlign="center">
              <Badge tone={data.isWhole ? 'success' : 'critical'}>{data.isWhole ? 'Whole' : 'Broken'}</Badge>
              <Text as="span" tone="subdued">
                <When at={data.at} shop={shop} />
              </Text>
            </InlineStack>
            <Text as="p">{data.sentence}</Text>
            <Text as="p" tone="subdued">
              Note down this end of the chain: as long as it is found in the ledger, nothing before it was changed.
            </Text>
            <Text as="p" variant="bodySm" breakWord>
              <code>{data.head}</code>
            </Text>
          </BlockStack>
        )}
      </div>
    </BlockStack>
  );
}

function Export({ isEmpty }: { isEmpty: boolean }) {
  const [withAddresses, setWithAddresses] = useState(false);
  const file = useExport('consents', withAddresses ? 'addresses=1' : '');
  return (
    <BlockStack gap="200">
      <Checkbox
        label="With email addresses"
        helpText="That you had them exported is written down."
        checked={withAddresses}
        onChange={setWithAddresses}
      />
      <Box>
        <Button onClick={file.start} loading={file.isLoading} disabled={isEmpty}>
          Export as CSV
        </Button>
      </Box>
      <FileProblem file={file} />
    </BlockStack>
  );
}
