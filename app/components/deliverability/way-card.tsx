import { Badge, Button, InlineStack, Text } from '@shopify/polaris';
import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';

const STATES = {
  verified: { words: 'Verified', tone: 'success' },
  pending: { words: 'Not verified yet', tone: 'attention' },
  failing: { words: 'Records not found', tone: 'critical' },
} as const;

const WAYS: Record<DeliverabilityPage['way'], string> = {
  own: 'Mail leaves by your own address.',
  shared: 'Mail leaves by a domain that other shops use, too, until your own is verified.',
  'only-shop': 'Until your domain is verified, mail goes to you alone.',
  nowhere: 'Until your domain is verified, mail goes nowhere.',
};

/** From which domain mail leaves, and how much of a day is left where that one is shared. */
export function WayCard({ page: { way, domain, shared, shop } }: { page: DeliverabilityPage }) {
  const state = domain && STATES[domain.state as keyof typeof STATES];
  return (
    <TitledCard
      title="The domain it leaves from"
      aside={state ? <Badge tone={state.tone}>{state.words}</Badge> : undefined}
    >
      <Text as="p">
        {domain ? `${domain.name}. ` : ''}
        {WAYS[way]}
        {domain?.checkedAt && (
          <>
            {' '}
            Its records were last looked at <When at={domain.checkedAt} shop={shop} />.
          </>
        )}
      </Text>
      {!domain && (
        <Text as="p" tone="subdued">
          No domain of yours is looked after here. Mailboxes trust mail more whose domain vouches for it.
        </Text>
      )}
      {shared && (
        <Text as="p">
          {shared.sent} of {shared.most} mails left by the shared domain within 24 hours. More wait until there is room.
        </Text>
      )}
      <InlineStack>
        <Button url="/app/settings/domain">{domain ? 'See its records' : 'Set up a domain'}</Button>
      </InlineStack>
    </TitledCard>
  );
}
