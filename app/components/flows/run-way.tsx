import { useState } from 'react';
import { BlockStack, Button, Collapsible, Text } from '@shopify/polaris';
import type { ToldDecision } from '~/ops/flows/run-story.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';
import './flows.css';

interface RunWayProps {
  decisions: ToldDecision[];
  shop: PageShop;
}

/** Each look at a run: what it went by, and on demand what was known then. */
export function RunWay({ decisions, shop }: RunWayProps) {
  return (
    <TitledCard title="Their way">
      {decisions.length === 0 && (
        <Text as="p" tone="subdued">
          Nothing was looked at yet: that happens within moments.
        </Text>
      )}
      <ol className="flow-way-story">
        {decisions.map((decision, index) => (
          <li key={index}>
            <OneLook decision={decision} shop={shop} id={`knew-${index}`} />
          </li>
        ))}
      </ol>
    </TitledCard>
  );
}

function OneLook({ decision, shop, id }: { decision: ToldDecision; shop: PageShop; id: string }) {
  const [isOpen, setOpen] = useState(false);
  const { at, steps, knew } = decision;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="p" tone="subdued">
        <When at={at} shop={shop} />
      </Text>
      {steps.map(({ name, says }, index) => (
        <Text as="p" key={index}>
          <Text as="span" fontWeight="semibold">
            {name}
          </Text>
          : {says}
        </Text>
      ))}
      {knew.length > 0 && (
        <>
          <Button variant="plain" ariaControls={id} ariaExpanded={isOpen} onClick={() => setOpen(!isOpen)}>
            What it knew
          </Button>
          <Collapsible id={id} open={isOpen}>
            <Text as="p" variant="bodySm" tone="subdued">
              {knew.join(', ')}.
            </Text>
          </Collapsible>
        </>
      )}
    </BlockStack>
  );
}
