import { useState } from 'react';
import { BlockStack, Button, Collapsible, Text } from '@shopify/polaris';
import { countWords } from '~/decisions/explanations/spoken-shop';
import type { ShownIdentity } from '~/ops/customer-identities.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from './titled-card';
import { When } from './when';

interface CustomerIdentitiesProps {
  identities: ShownIdentity[];
  shop: PageShop;
}

const SHOWN = 5;
const [SHOW, HIDE] = ['How do we know this?', 'Hide'];

/** How a person is recognised, and how each of it is known. */
export function CustomerIdentities({ identities, shop }: CustomerIdentitiesProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? identities : identities.slice(0, SHOWN);
  return (
    <TitledCard title="How we know them">
      <BlockStack as="ul" gap="300">
        {shown.map((identity) => (
          <li key={identity.what + identity.value}>
            <OneIdentity identity={identity} shop={shop} />
          </li>
        ))}
      </BlockStack>
      {identities.length > SHOWN && (
        <div>
          <Button variant="plain" onClick={() => setWhole(!isWhole)} ariaExpanded={isWhole}>
            {isWhole ? 'Show fewer' : `Show ${countWords(identities.length - SHOWN, 'more way')}`}
          </Button>
        </div>
      )}
    </TitledCard>
  );
}

function OneIdentity({ identity, shop }: { identity: ShownIdentity; shop: PageShop }) {
  const { what, value, how, at, history } = identity;
  const [isOpen, setOpen] = useState(false);
  const id = `how-${what}-${value}`.replace(/\W+/g, '-');
  return (
    <BlockStack gap="050">
      <Text as="p" breakWord>
        {what} {value}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {how}, <When at={at} shop={shop} />
      </Text>
      {history.length > 0 && (
        <>
          <div>
            <Button
              variant="plain"
              size="micro"
              onClick={() => setOpen(!isOpen)}
              ariaExpanded={isOpen}
              ariaControls={id}
              accessibilityLabel={`${isOpen ? HIDE : SHOW} ${what} ${value}`}
            >
              {isOpen ? HIDE : SHOW}
            </Button>
          </div>
          <Collapsible id={id} open={isOpen}>
            <BlockStack as="ul" gap="100">
              {history.map((link) => (
                <li key={link.at + link.how}>
                  <Text as="p" tone="subdued" variant="bodySm" breakWord>
                    <When at={link.at} shop={shop} />: {link.why}; {link.how}
                  </Text>
                </li>
              ))}
            </BlockStack>
          </Collapsible>
        </>
      )}
    </BlockStack>
  );
}
