import { Badge, Text } from '@shopify/polaris';
import type { RunRow, RunsPage } from '~/ops/flows/flow-runs.server';
import { AdaptiveList, type ListRow } from '../adaptive-list';
import type { ListAddress } from '../list-address';
import { When } from '../when';

/** Who is or was in the flow, and where they are or how it ended. */
export function RunList({ page, address }: { page: RunsPage; address: ListAddress }) {
  const { runs, links, flow, shop } = page;
  return (
    <AdaptiveList
      resourceName={{ singular: 'person', plural: 'people' }}
      headings={[{ title: 'Who' }, { title: 'Came in' }, { title: 'Where they are' }]}
      rows={runs.map((run) => rowOf(run, flow.key, shop))}
      pages={{ address, links }}
    />
  );
}

function rowOf(run: RunRow, flowKey: string, shop: RunsPage['shop']): ListRow {
  const title = run.who ?? 'A visitor';
  return {
    ...{ id: run.id, url: `/app/flows/${flowKey}/runs/${run.id}`, title },
    cells: [title, <When key="came" at={run.startedAt} shop={shop} />, <Whereabouts key="now" run={run} />],
    summary: (
      <>
        <Text as="p" tone="subdued">
          <When at={run.startedAt} shop={shop} />
        </Text>
        <Text as="p">
          <Whereabouts run={run} />
        </Text>
      </>
    ),
  };
}

const Whereabouts = ({ run }: { run: RunRow }) => (
  <>
    <Badge {...(run.isActive ? { tone: 'info' } : {})}>{run.isActive ? 'Under way' : 'Ended'}</Badge>{' '}
    <Text as="span" {...(run.isActive ? {} : { tone: 'subdued' })}>
      {run.now}
    </Text>
  </>
);
