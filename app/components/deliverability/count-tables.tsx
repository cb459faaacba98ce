import { BlockStack, Box, Card, InlineStack, Text, type IndexTableProps } from '@shopify/polaris';
import type { MailCounts } from '~/decisions/send-policy/mail-counts.server';
import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import { MAILBOX_NAMES, shareOf } from '~/ops/deliverability/words';
import { numberWords, percentWords } from '~/ops/recommendations/number-words';
import { AdaptiveList, type ListRow } from '../adaptive-list';

const COLUMNS: [title: string, of: keyof MailCounts][] = [
  ['Arrived', 'delivered'],
  ['Back for good', 'hardBounced'],
  ['Back for now', 'softBounced'],
  ['Spam', 'complained'],
  ['Left', 'unsubscribed'],
  ['Opened', 'opened'],
  ['Clicked', 'clicked'],
];

const headings = (first: string): IndexTableProps['headings'] => [
  { title: first },
  { title: 'Sent', alignment: 'end' },
  ...COLUMNS.map(([title]) => ({ title, alignment: 'end' as const })),
];

/** The same by whose mailbox it is: one provider may refuse what the others take. */
export function MailboxesCard({ page: { byMailbox, shop } }: { page: DeliverabilityPage }) {
  const rows = byMailbox.map(({ mailbox, ...counts }) =>
    rowOf({ id: mailbox, title: MAILBOX_NAMES[mailbox], url: null, counts }, shop.locale),
  );
  return (
    <TableCard
      title="By mailbox"
      words="By the address alone: a company’s own domain counts with all others, whoever keeps its mail."
      first="Mailbox"
      resourceName={{ singular: 'mailbox', plural: 'mailboxes' }}
      rows={rows}
    />
  );
}

/** The same by what sent the mails. */
export function SourcesCard({ page: { bySource, shop } }: { page: DeliverabilityPage }) {
  const rows = bySource.map(({ source, name, url, ...counts }) =>
    rowOf({ id: source, title: name, url, counts }, shop.locale),
  );
  return (
    <TableCard
      title="By flow and campaign"
      words="Where one brings more complaints than the others, look at whom it writes to."
      first="Sent by"
      resourceName={{ singular: 'flow or campaign', plural: 'flows and campaigns' }}
      rows={rows}
    />
  );
}

interface TableCardProps {
  title: string;
  words: string;
  first: string;
  resourceName: { singular: string; plural: string };
  rows: ListRow[];
}

function TableCard({ title, words, first, resourceName, rows }: TableCardProps) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {words}
          </Text>
        </BlockStack>
      </Box>
      <AdaptiveList resourceName={resourceName} headings={headings(first)} rows={rows} />
    </Card>
  );
}

interface Counted {
  id: string;
  title: string;
  url: string | null;
  counts: MailCounts;
}

function rowOf({ id, title, url, counts }: Counted, locale: string): ListRow {
  const say = (count: number) => numberWords(count, locale);
  const share = (count: number) => percentWords(shareOf(count, counts.sent), locale);
  return {
    ...{ id, title, url },
    cells: [
      <Text as="span" key="title" fontWeight="medium">
        {title}
      </Text>,
      <Figure key="sent" count={say(counts.sent)} />,
      ...COLUMNS.map(([heading, of]) => (
        <Figure key={heading} count={say(counts[of])} share={counts[of] > 0 ? share(counts[of]) : ''} />
      )),
    ],
    summary: (
      <BlockStack gap="050">
        <Text as="p">
          {say(counts.sent)} sent, {share(counts.delivered)} arrived
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {say(counts.hardBounced)} back for good, {say(counts.softBounced)} for now; {say(counts.complained)} spam,{' '}
          {say(counts.unsubscribed)} left; {share(counts.opened)} opened, {share(counts.clicked)} clicked
        </Text>
      </BlockStack>
    ),
  };
}

function Figure({ count, share = '' }: { count: string; share?: string }) {
  return (
    <InlineStack align="end">
      <BlockStack inlineAlign="end">
        <Text as="span" numeric>
          {count}
        </Text>
        {share && (
          <Text as="span" variant="bodySm" tone="subdued" numeric>
            {share}
          </Text>
        )}
      </BlockStack>
    </InlineStack>
  );
}
