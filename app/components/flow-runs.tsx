import { Badge, BlockStack, Box, Card, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import type { RunRow } from '~/ops/flow-runs.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from './when';

interface FlowRunsProps {
  runs: RunRow[];
  shop: PageShop;
  isOn: boolean;
}

/** Who is or was in the flow, and where they are or how it ended. */
export function FlowRuns({ runs, shop, isOn }: FlowRunsProps) {
  const { smDown } = useBreakpoints();
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
      <IndexTable
        condensed={smDown}
        itemCount={runs.length}
        selectable={false}
        resourceName={{ singular: 'person', plural: 'people' }}
        headings={[{ title: 'Who' }, { title: 'Came in' }, { title: 'Where they are' }]}
      >
        {runs.map((run, position) => (
          <IndexTable.Row id={run.id} key={run.id} position={position}>
            {smDown ? <Narrow run={run} shop={shop} /> : <Wide run={run} shop={shop} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}

interface RunProps {
  run: RunRow;
  shop: PageShop;
}

function Wide({ run, shop }: RunProps) {
  return (
    <>
      <IndexTable.Cell>
        <Who run={run} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <When at={run.startedAt} shop={shop} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Whereabouts run={run} />
      </IndexTable.Cell>
    </>
  );
}

function Narrow({ run, shop }: RunProps) {
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200">
          <Who run={run} />
          <When at={run.startedAt} shop={shop} />
        </InlineStack>
        <Box>
          <Whereabouts run={run} />
        </Box>
      </BlockStack>
    </Box>
  );
}

const Who = ({ run }: Pick<RunProps, 'run'>) => (
  <Link url={`/app/customers/${run.profileId}`} dataPrimaryLink removeUnderline monochrome>
    {run.who ?? 'A visitor'}
  </Link>
);

const Whereabouts = ({ run }: Pick<RunProps, 'run'>) => (
  <>
    <Badge tone={run.isActive ? 'info' : undefined}>{run.isActive ? 'Under way' : 'Ended'}</Badge>{' '}
    <Text as="span" tone={run.isActive ? undefined : 'subdued'}>
      {run.now}
    </Text>
  </>
);
