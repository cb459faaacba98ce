import { Badge, BlockStack, Button, Divider, InlineStack, Text, type BadgeProps } from '@shopify/polaris';
import type { PrivacyRequestRow, PrivacyRequests } from '~/ops/privacy-requests.server';
import type { PageShop } from '~/ops/shop-context.server';
import { FileProblem } from '../file-problem';
import { TitledCard } from '../titled-card';
import { useExport } from '../use-export';
import { When } from '../when';
import { RequestActions } from './request-actions';

interface RequestsCardProps {
  requests: PrivacyRequests;
  shop: PageShop;
}

/** What people asked for by law: what is owed and until when, and what was done. */
export function RequestsCard({ requests: { owed, done }, shop }: RequestsCardProps) {
  const file = useExport('privacy-requests', '');
  return (
    <TitledCard
      title={titleOf(owed)}
      aside={
        (owed.length > 0 || done.length > 0) && (
          <Button onClick={file.start} loading={file.isLoading} accessibilityLabel="Export the requests">
            Export
          </Button>
        )
      }
    >
      <FileProblem file={file} />
      <Text as="p">
        People ask for a copy of their data, or to be deleted, at your preference centre or through Shopify. Kindred
        puts the copy together and deletes by itself; giving the copy to the person is yours, within 30 days.
      </Text>
      <Rows rows={owed} shop={shop} />
      {done.length > 0 && (
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            Done
          </Text>
          <Rows rows={done} shop={shop} />
        </BlockStack>
      )}
    </TitledCard>
  );
}

function titleOf(owed: PrivacyRequestRow[]): string {
  if (owed.length === 0) return 'Nobody waits for an answer';
  return owed.length === 1 ? 'One person waits for an answer' : `${owed.length} people wait for an answer`;
}

function Rows({ rows, shop }: { rows: PrivacyRequestRow[]; shop: PageShop }) {
  return (
    <BlockStack as="ul" gap="300">
      {rows.map((request) => (
        <li key={request.id}>
          <BlockStack gap="300">
            <Divider />
            <Request request={request} shop={shop} />
          </BlockStack>
        </li>
      ))}
    </BlockStack>
  );
}

const WANTS = { download: 'A copy of their data', delete: 'To be deleted' };
const SOURCES = { 'preference-centre': 'at the preference centre', shopify: 'through Shopify' };

const STATES: Record<PrivacyRequestRow['state'], { words: string; tone: BadgeProps['tone'] }> = {
  making: { words: 'Being put together', tone: 'info' },
  ready: { words: 'Ready', tone: 'attention' },
  erasing: { words: 'Being deleted', tone: 'info' },
  'handed-over': { words: 'Handed over', tone: 'success' },
  erased: { words: 'Deleted', tone: 'success' },
};

function Request({ request, shop }: { request: PrivacyRequestRow; shop: PageShop }) {
  const { kind, source, who, state, requestedAt, doneAt, isOverdue } = request;
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h4" variant="headingSm" breakWord>
          {who ?? 'Somebody who was deleted'}
        </Text>
        {isOverdue ? <Badge tone="critical">Overdue</Badge> : <Badge {...badgeOf(state)} />}
      </InlineStack>
      <Text as="p">
        {WANTS[kind]}, asked for {SOURCES[source]} <When at={requestedAt} shop={shop} />
      </Text>
      {doneAt ? <DoneNote request={request} shop={shop} /> : <OwedNote request={request} shop={shop} />}
      <RequestActions request={request} />
    </BlockStack>
  );
}

function badgeOf(state: PrivacyRequestRow['state']): { tone: BadgeProps['tone']; children: string } {
  const { words, tone } = STATES[state];
  return { tone, children: words };
}

function OwedNote({ request: { dueAt, isOverdue }, shop }: { request: PrivacyRequestRow; shop: PageShop }) {
  return (
    <Text as="p" tone={isOverdue ? 'critical' : 'subdued'}>
      {isOverdue ? 'The answer was owed ' : 'The answer is owed '}
      <When at={dueAt} shop={shop} />
    </Text>
  );
}

function DoneNote({ request: { state, doneAt, until }, shop }: { request: PrivacyRequestRow; shop: PageShop }) {
  return (
    <Text as="p" tone="subdued">
      {state === 'erased' ? 'Deleted here ' : 'Answered '}
      <When at={doneAt ?? ''} shop={shop} />
      {until && (
        <>
          ; the copy will be deleted <When at={until} shop={shop} />
        </>
      )}
    </Text>
  );
}
