import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import type { CustomerPage } from '~/ops/customer.server';
import { StateBadge } from './state-badge';
import { TitledCard } from './titled-card';
import { When } from './when';

/** What somebody will get next, and why. */
export function CustomerNextCard({ page: { next, mailability, shop } }: { page: CustomerPage }) {
  const isNothing = !next.runs.length && !next.messages.length;
  return (
    <TitledCard title="What they will get next">
      {!isNothing && mailability.state !== 'granted' && (
        <Text as="p" tone="subdued">
          As things stand nothing will be sent: they may not be mailed.
        </Text>
      )}
      {isNothing ? (
        <Text as="p">{nothingWords(mailability.state === 'granted')}</Text>
      ) : (
        <BlockStack as="ul" gap="300">
          {next.messages.map(({ id, step, status, sentence }) => (
            <li key={id}>
              <BlockStack gap="100">
                <InlineStack gap="200" blockAlign="center">
                  <Link url={`/app/messages/${id}`}>{capitalised(keyWords(step))}</Link>
                  <StateBadge status={status} />
                </InlineStack>
                <Text as="p">{sentence}</Text>
              </BlockStack>
            </li>
          ))}
          {next.runs.map(({ id, flowKey, flowName, isFlowOn, sentence }) => (
            <li key={id}>
              <BlockStack gap="100">
                <Link url={`/app/flows/${flowKey}`}>{flowName}</Link>
                <Text as="p">{sentence}</Text>
                {!isFlowOn && (
                  <Text as="p" tone="subdued">
                    The flow is off: they stay where they are until it is on again.
                  </Text>
                )}
              </BlockStack>
            </li>
          ))}
        </BlockStack>
      )}
      {next.turnedAway.length > 0 && (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            What did not begin
          </Text>
          <BlockStack as="ul" gap="200">
            {next.turnedAway.map(({ flowKey, at, times, sentence }) => (
              <li key={flowKey}>
                <Text as="p">
                  <When at={at} shop={shop} />: {sentence}
                  {times > 1 && ` They set it off ${times} times.`}
                </Text>
              </li>
            ))}
          </BlockStack>
        </BlockStack>
      )}
    </TitledCard>
  );
}

const nothingWords = (mayBeMailed: boolean): string =>
  mayBeMailed
    ? 'Nothing is planned. A flow begins for them when they do what starts it, such as leaving a cart.'
    : 'Nothing is planned, and nothing would be sent: they may not be mailed.';
