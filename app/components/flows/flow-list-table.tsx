import { Badge, BlockStack, InlineStack, Text } from '@shopify/polaris';
import { numberWords } from '~/ops/recommendations/number-words';
import type { FlowListPage, FlowRow } from '~/ops/flows/flow-list.server';
import { AdaptiveList, type ListRow } from '../adaptive-list';
import { moneyWords } from '../money-words';
import { FlowRowActions } from './flow-row-actions';

const HEADINGS = [
  { title: 'Flow' },
  { title: 'State' },
  { title: 'In it now', alignment: 'end' },
  { title: 'Sent', alignment: 'end' },
  { title: 'Orders', alignment: 'end' },
  { title: 'Revenue', alignment: 'end' },
  { title: 'More', hidden: true },
] as const;

/** The shop's flows with what came of them. */
export function FlowListTable({ page: { flows, shop } }: { page: FlowListPage }) {
  return (
    <AdaptiveList
      resourceName={{ singular: 'flow', plural: 'flows' }}
      headings={[...HEADINGS]}
      rows={flows.map((flow) => rowOf(flow, shop))}
    />
  );
}

function rowOf(flow: FlowRow, shop: FlowListPage['shop']): ListRow {
  const { key, name, begins, inItNow, sent, orders, revenueMinor } = flow;
  const say = (number: number) => numberWords(number, shop.locale);
  const revenue = moneyWords(revenueMinor, shop);
  return {
    id: key,
    url: `/app/flows/${key}`,
    title: name,
    cells: [
      <div className="adaptive-list__cell" key="name">
        <BlockStack>
          <Text as="span" fontWeight="semibold">
            {name}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {begins}
          </Text>
        </BlockStack>
      </div>,
      <States key="state" flow={flow} />,
      ...[say(inItNow), say(sent), say(orders), revenue].map((number, index) => (
        <Text key={index} as="p" alignment="end" numeric>
          {number}
        </Text>
      )),
      <FlowRowActions key="more" flow={flow} />,
    ],
    summary: (
      <BlockStack gap="200">
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {begins}
        </Text>
        <InlineStack gap="200" blockAlign="center" align="space-between">
          <States flow={flow} />
          <FlowRowActions flow={flow} />
        </InlineStack>
        <Text as="span">
          {say(inItNow)} in it now, {say(sent)} sent, {say(orders)} {orders === 1 ? 'order' : 'orders'}, {revenue}
        </Text>
      </BlockStack>
    ),
  };
}

const STATE_WORDS = { on: 'On', off: 'Off', 'out-of-use': 'Out of use' } as const;

function States({ flow: { state, hasDraft } }: { flow: FlowRow }) {
  return (
    <InlineStack gap="100">
      <Badge {...(state === 'on' ? { tone: 'success' } : {})}>{STATE_WORDS[state]}</Badge>
      {hasDraft && <Badge tone="attention">Draft waits</Badge>}
    </InlineStack>
  );
}
