import { Badge, BlockStack, Button, Divider, InlineStack, Text, type BadgeProps } from '@shopify/polaris';
import type { ShownDomain, ShownRecord } from '~/ops/domain/domain-page.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { When } from '../when';
import { CopiedValue } from './copied-value';

interface RecordsCardProps {
  domain: ShownDomain;
  shop: PageShop;
}

const HOW =
  'Where you bought the domain, or where its name servers are, there is a page for DNS records. Add what is missing, each with its type, name and value.';

/** What is to stand in DNS, ready to be copied, and what was found there. */
export function RecordsCard({ domain, shop }: RecordsCardProps) {
  const look = useSaving('/app/settings/domain', 'Looked again');
  const problem = look.problemOf('domain');
  return (
    <TitledCard
      title="Records"
      aside={
        <Button loading={look.isSaving} onClick={() => look.submit({ intent: 'look' })}>
          Look now
        </Button>
      }
    >
      <BlockStack gap="400">
        {domain.records.some(({ found }) => found !== 'right') && <Text as="p">{HOW}</Text>}
        {problem && (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        )}
        {domain.records.map((record) => (
          <Record key={record.kind} record={record} />
        ))}
        {domain.checkedAt && (
          <Text as="p" tone="subdued">
            Last looked <When at={domain.checkedAt} shop={shop} />.{' '}
            {domain.state === 'verified' && !domain.isMissed
              ? 'It is looked at once a day.'
              : 'It is looked at again by itself.'}
          </Text>
        )}
      </BlockStack>
    </TitledCard>
  );
}

function Record({ record }: { record: ShownRecord }) {
  const { words, tone } = badgeOf(record);
  return (
    <BlockStack gap="300">
      <Divider />
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {record.name}
          </Text>
          <Badge tone={tone}>{words}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          {record.why}
        </Text>
      </BlockStack>
      {record.found !== 'right' && (
        <>
          <Text as="p">{record.words}</Text>
          <Text as="p">
            Type: <code>{record.type}</code>
          </Text>
          <CopiedValue label={`Name of ${record.name}`} value={record.shortHost} />
          {record.shortHost !== record.host && (
            <Text as="p" tone="subdued" variant="bodySm" breakWord>
              Where a form wants the whole name: {record.host}
            </Text>
          )}
          <CopiedValue label={`Value of ${record.name}`} value={record.value} />
        </>
      )}
    </BlockStack>
  );
}

/** The words carry it, the colour only repeats it. */
function badgeOf({ kind, found }: ShownRecord): { words: string; tone: BadgeProps['tone'] } {
  if (found === 'right') return { words: 'Found', tone: 'success' };
  if (found === 'missing') return { words: kind === 'dmarc' ? 'Proposed' : 'Not found yet', tone: undefined };
  if (found === 'unknown') return { words: 'Not looked at', tone: undefined };
  return { words: 'To be changed', tone: 'warning' };
}
