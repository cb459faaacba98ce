import { useState } from 'react';
import { BlockStack, Box, Button, Collapsible, Text } from '@shopify/polaris';
import type { CustomerPage } from '~/ops/customer.server';
import type { PageShop } from '~/ops/shop-context.server';
import { countWords } from '~/decisions/explanations/spoken-shop';
import { ConsentEntry } from './consent-entry';
import { TitledCard } from './titled-card';

interface CustomerConsentCardProps {
  mailability: CustomerPage['mailability'];
  refusesSale: boolean;
  shop: PageShop;
}

const ID = 'earlier-statements';

/** Whether somebody may be mailed, and the statements that say so: the newest at once, those before on demand. */
export function CustomerConsentCard({ mailability, refusesSale, shop }: CustomerConsentCardProps) {
  const { sentence, proofs } = mailability;
  const [isOpen, setOpen] = useState(false);
  const [newest, ...earlier] = proofs;
  return (
    <TitledCard title="May I mail them?">
      <Text as="p">{sentence}</Text>
      {refusesSale && (
        <Text as="p">
          They do not want what is known of them sold or shared: leave them out of lists that you hand to others. Your
          own mail is another matter.
        </Text>
      )}
      {newest ? (
        <ConsentEntry entry={newest} shop={shop} />
      ) : (
        <Text as="p" tone="subdued">
          The ledger holds no statement about them.
        </Text>
      )}
      {earlier.length > 0 && (
        <Box>
          <Button variant="plain" onClick={() => setOpen(!isOpen)} ariaExpanded={isOpen} ariaControls={ID}>
            {isOpen ? 'Hide earlier statements' : `Show ${countWords(earlier.length, 'earlier statement')}`}
          </Button>
          <Collapsible id={ID} open={isOpen}>
            <Box paddingBlockStart="300">
              <BlockStack as="ul" gap="300">
                {earlier.map((entry) => (
                  <li key={entry.seq}>
                    <ConsentEntry entry={entry} shop={shop} />
                  </li>
                ))}
              </BlockStack>
            </Box>
          </Collapsible>
        </Box>
      )}
    </TitledCard>
  );
}
