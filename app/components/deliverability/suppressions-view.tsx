import { useState } from 'react';
import { BlockStack, Box, Button, Card, InlineStack, Modal, Page, Select, Text } from '@shopify/polaris';
import { WHY_WORDS } from '~/ops/deliverability/suppression-words';
import type { SuppressionRow, SuppressionsPage } from '~/ops/deliverability/suppressions.server';
import type { PageShop } from '~/ops/shop-context.server';
import { AdaptiveList, type ListRow } from '../adaptive-list';
import { EmptyNote } from '../empty-note';
import { useListAddress } from '../list-address';
import { FileProblem } from '../file-problem';
import { useExport } from '../use-export';
import { useSaving } from '../use-saving';
import { When } from '../when';

const WHYS = [
  { label: 'Whatever the reason', value: '' },
  ...Object.entries(WHY_WORDS).map(([value, label]) => ({ value, label })),
];

/** Who is not written to, why and since when; a mailbox that works again is taken off. */
export function SuppressionsView({ page }: { page: SuppressionsPage }) {
  const address = useListAddress(['why']);
  const file = useExport('suppressions', address.search);
  const [lifting, setLifting] = useState<SuppressionRow | null>(null);
  const { rows, links, shop, why } = page;
  return (
    <Page
      title="Who is not written to"
      subtitle="Since when, why, and from whom it is known"
      backAction={{ content: 'Deliverability', url: '/app/deliverability' }}
      secondaryActions={[{ content: 'Export', onAction: file.start, loading: file.isLoading }]}
    >
      <FileProblem file={file} isAbove />
      <Card padding="0">
        <Box padding="400" borderBlockEndWidth="025" borderColor="border">
          <Box maxWidth="20rem">
            <Select label="Why" options={WHYS} value={why} onChange={(value) => address.set('why', value)} />
          </Box>
        </Box>
        {rows.length === 0 ? (
          <EmptyNote heading="Nobody">
            {why === '' && !links.newer
              ? 'Nobody has said no to your mail, and no mailbox refused it.'
              : 'Nobody is on the list for this reason.'}
          </EmptyNote>
        ) : (
          <AdaptiveList
            resourceName={{ singular: 'address', plural: 'addresses' }}
            headings={[{ title: 'Who' }, { title: 'Why' }, { title: 'Known from' }, { title: 'Since' }, { title: '' }]}
            rows={rows.map((row) => rowOf(row, shop, setLifting))}
            pages={{ address, links }}
          />
        )}
      </Card>
      {lifting && <LiftModal row={lifting} onClose={() => setLifting(null)} />}
    </Page>
  );
}

function rowOf(row: SuppressionRow, shop: PageShop, onLift: (row: SuppressionRow) => void): ListRow {
  const since = <When at={row.since} shop={shop} />;
  const lift = row.mayLift ? (
    <Button size="slim" accessibilityLabel={`Write to ${row.email} again`} onClick={() => onLift(row)}>
      Write again
    </Button>
  ) : null;
  return {
    ...{ id: row.id, title: row.name ?? row.email, url: `/app/customers/${row.profileId}` },
    cells: [
      <BlockStack key="who">
        <Text as="span" fontWeight="medium">
          {row.name ?? row.email}
        </Text>
        {row.name && (
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {row.email}
          </Text>
        )}
      </BlockStack>,
      row.why,
      row.from,
      since,
      lift,
    ],
    summary: (
      <BlockStack gap="150" inlineAlign="start">
        <Text as="p">
          {row.why}, {since}
        </Text>
        <InlineStack gap="200">{lift}</InlineStack>
      </BlockStack>
    ),
  };
}

function LiftModal({ row, onClose }: { row: SuppressionRow; onClose: () => void }) {
  const saving = useSaving('/app/deliverability/suppressions', 'Taken off the list', onClose);
  const problem = saving.problemOf('addressId');
  return (
    <Modal
      open
      onClose={onClose}
      title={`Write to ${row.email} again?`}
      primaryAction={{
        ...{ content: 'Write again', loading: saving.isSaving },
        onAction: () => saving.submit({ addressId: row.id }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">
            The mailbox said that it does not exist. Do this when its owner told you that it works: what they had agreed
            to counts again, and Postmark takes the address off its list. If it comes back once more, it stands here
            again, and counts towards stopping all your marketing mail.
          </Text>
          {problem && (
            <Text as="p" tone="critical">
              {problem}
            </Text>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
