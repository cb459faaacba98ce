import { Badge, BlockStack, Box, Card, Text } from '@shopify/polaris';
import type { RunRow } from '~/ops/flow-runs.server';
import type { PageShop } from '~/ops/shop-context.server';
import { AdaptiveList, type ListRow } from './adaptive-list';
import { When } from './when';

interface FlowRunsProps {
  runs: RunRow[];
  shop: PageShop;
  isOn: boolean;
}

/** Who is or was in the flow, and where they are or how it ended. */
export function FlowRuns({ runs, shop, isOn }: FlowRunsProps) {
  if (!runs.length)
    return (
      <Card>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            Nobody has come in yet
          </Text>
          <Text as="p" tone="subdued">
            {isOn
              ? 'Somebody comes in when they leave a cart and their address is known, from the checkout or because they are a customer.'
              : 'Turn the flow on: who leaves a cart from then on comes in. Carts left before are not written to.'}
          </Text>
        </BlockStack>
      </Card>
    );
  return (
    <Card padding="0">
      <AdaptiveList
        resourceName={{ singular: 'person', plural: 'people' }}
        headings={[{ title: 'Who' }, { title: 'Came in' }, { title: 'Where they are' }]}
        rows={runs.map((run) => rowOf(run, shop))}
      />
    </Card>
  );
}

function rowOf(run: RunRow, shop: PageShop): ListRow {
  const title = run.who ?? 'A visitor';
  return {
    ...{ id: run.id, url: `/app/customers/${run.profileId}`, title },
    cells: [title, <When key="came" at={run.startedAt} shop={shop} />, <Whereabouts key="now" run={run} />],
    summary: (
      <>
        <Text as="p" tone="subdued">
          <When at={run.startedAt} shop={shop} />
        </Text>
        <Box>
          <Whereabouts run={run} />
        </Box>
      </>
    ),
  };
}

const Whereabouts = ({ run }: { run: RunRow }) => (
  <>
    <Badge tone={run.isActive ? 'info' : undefined}>{run.isActive ? 'Under way' : 'Ended'}</Badge>{' '}
    <Text as="span" tone={run.isActive ? undefined : 'subdued'}>
      {run.now}
    </Text>
  </>
);
