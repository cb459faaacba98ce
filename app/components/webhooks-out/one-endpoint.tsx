import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';
import type { WebhooksOutcome } from '~/ops/webhooks-out/change-webhooks.server';
import type { PageShop } from '~/ops/shop-context.server';
import type { ShownEndpoint } from '~/ops/webhooks-out/webhooks-page.server';
import { useSaving } from '../use-saving';
import { When } from '../when';

const ADDRESS = '/app/settings/webhooks';

interface OneEndpointProps {
  endpoint: ShownEndpoint;
  shop: PageShop;
  onRemove: () => void;
}

/** One endpoint: what it hears, how it does, and what can be done with it. */
export function OneEndpoint({ endpoint, shop, onRemove }: OneEndpointProps) {
  const { id, url, isFlow } = endpoint;
  const name = isFlow ? 'Shopify Flow' : url;
  const isPaused = endpoint.state.startsWith('paused');
  const testing = useFetcher<WebhooksOutcome>();
  const saving = useSaving(ADDRESS, isPaused ? 'Endpoint taken up again' : 'Endpoint paused');
  const test = () => testing.submit({ intent: 'test-endpoint', id }, { method: 'post', action: ADDRESS });
  const label = (verb: string) => `${verb} ${name}`;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm" breakWord>
          {name}
        </Text>
        <StateBadge state={endpoint.state} />
      </InlineStack>
      <Heard endpoint={endpoint} shop={shop} />
      <ButtonGroup>
        {!isFlow && (
          <Button onClick={test} loading={testing.state !== 'idle'} accessibilityLabel={label('Send a test to')}>
            Send a test
          </Button>
        )}
        <Button
          onClick={() => saving.submit({ intent: isPaused ? 'resume-endpoint' : 'pause-endpoint', id })}
          loading={saving.isSaving}
          accessibilityLabel={label(isPaused ? 'Take up again' : 'Pause')}
        >
          {isPaused ? 'Take up again' : 'Pause'}
        </Button>
        {!isFlow && (
          <Button variant="plain" tone="critical" onClick={onRemove} accessibilityLabel={label('Remove')}>
            Remove
          </Button>
        )}
      </ButtonGroup>
      {testing.state === 'idle' && testing.data && <Tested outcome={testing.data} />}
    </BlockStack>
  );
}

function StateBadge({ state }: { state: ShownEndpoint['state'] }) {
  if (state === 'works') return <Badge tone="success">Works</Badge>;
  if (state === 'new') return <Badge>Nothing sent yet</Badge>;
  if (state === 'in trouble') return <Badge tone="attention">In trouble</Badge>;
  return <Badge tone={state === 'paused' ? 'info' : 'critical'}>Paused</Badge>;
}

const WHY: Partial<Record<ShownEndpoint['state'], string>> = {
  'paused: it only failed': 'It only failed for three days, and is asked no more. See to it, then take it up again.',
  'paused: it said it is gone': 'It answered that it is gone for good, and is asked no more.',
};

function Heard({ endpoint, shop }: Omit<OneEndpointProps, 'onRemove'>) {
  const { hears, withEmail, waiting, succeededAt, trouble, state } = endpoint;
  return (
    <BlockStack gap="100">
      <Text as="p" tone="subdued" breakWord>
        Hears of {hears}
        {withEmail ? ', with email addresses' : ''}. {waiting > 0 && `${waiting.toLocaleString('en')} waiting. `}
        {succeededAt && (
          <>
            Took one last <When at={succeededAt} shop={shop} />.
          </>
        )}
      </Text>
      {WHY[state] && (
        <Text as="p" tone="critical">
          {WHY[state]}
        </Text>
      )}
      {trouble && (
        <Text as="p" tone="critical" breakWord>
          Has failed since <When at={trouble.since} shop={shop} />
          {trouble.last && `, the last time: ${trouble.last}`}.
        </Text>
      )}
    </BlockStack>
  );
}

function Tested({ outcome }: { outcome: WebhooksOutcome }) {
  if (outcome.kind !== 'tested') return null;
  return (
    <Text as="p" tone={outcome.isTaken ? 'success' : 'critical'} breakWord>
      {outcome.isTaken ? 'The test was taken.' : `The test was not taken. ${outcome.words}.`}
    </Text>
  );
}
