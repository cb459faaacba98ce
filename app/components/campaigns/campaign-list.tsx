import { Box, InlineStack, Text } from '@shopify/polaris';
import { CAMPAIGN_STATES } from '~/decisions/campaigns/states';
import { STATE_WORDS } from '~/ops/campaigns/campaign-words';
import type { CampaignRow, CampaignsPage } from '~/ops/campaigns/campaigns-page.server';
import { AdaptiveList, type ListRow } from '../adaptive-list';
import { EmptyNote } from '../empty-note';
import type { ListAddress } from '../list-address';
import { ListFilters, type Choice } from '../list-filters';
import { moneyWords } from '../money-words';
import { When } from '../when';
import { CampaignBadge } from './campaign-badge';

const STATES: Choice = {
  name: 'state',
  label: 'State',
  options: [{ label: 'All', value: '' }, ...CAMPAIGN_STATES.map((value) => ({ label: STATE_WORDS[value], value }))],
};

const SORTS: Choice = {
  name: 'sort',
  label: 'Sort by',
  options: [
    { label: 'Newest', value: '' },
    { label: 'When it goes', value: 'time' },
    { label: 'Name', value: 'name' },
    { label: 'How many people', value: 'people' },
  ],
};

const HEADINGS = [
  { title: 'Name' },
  { title: 'State' },
  { title: 'When' },
  ...['People', 'Sent', 'Opened', 'Clicked', 'Revenue'].map((title) => ({ title, alignment: 'end' as const })),
] as [{ title: string }, ...{ title: string }[]];

/** What stands in the list's address. */
export const CAMPAIGN_FILTERS = ['name', 'state', 'sort'];

/** Campaigns with what came of each. */
export function CampaignList({ page, address }: { page: CampaignsPage; address: ListAddress }) {
  return (
    <>
      <ListFilters
        address={address}
        search={{ name: 'name', label: 'Name', helpText: 'Or a part of it' }}
        choices={[STATES, SORTS]}
      />
      {page.campaigns.length === 0 ? (
        <EmptyNote heading="None of them">No campaign is called so, or in this state.</EmptyNote>
      ) : (
        <AdaptiveList
          resourceName={{ singular: 'campaign', plural: 'campaigns' }}
          headings={HEADINGS}
          rows={page.campaigns.map((row) => listRow(row, page))}
        />
      )}
      {page.hasMore && (
        <Box padding="400">
          <Text as="p" tone="subdued">
            The first 100 are shown. Search by name to find others.
          </Text>
        </Box>
      )}
    </>
  );
}

function listRow(row: CampaignRow, { shop }: CampaignsPage): ListRow {
  const { id, name, state, at, figures } = row;
  const count = (value: number | null | undefined) => value?.toLocaleString(shop.locale) ?? '–';
  const when = at ? <When at={at} shop={shop} /> : '–';
  const revenue = figures ? moneyWords(figures.revenueMinor, shop) : '–';
  const badge = (
    <InlineStack gap="100">
      <CampaignBadge state={state} />
      {row.isResend && state !== 'sent' && <Text as="span">once more</Text>}
    </InlineStack>
  );
  return {
    ...{ id, url: state === 'draft' ? `/app/campaigns/${id}/edit` : `/app/campaigns/${id}`, title: name },
    cells: [
      name,
      badge,
      when,
      ...[row.people, figures?.sent, figures?.opened, figures?.clicked].map((value, nth) => (
        <Figure key={nth}>{count(value)}</Figure>
      )),
      <Figure key="revenue">{revenue}</Figure>,
    ],
    summary: (
      <>
        <InlineStack gap="200" blockAlign="center">
          {badge}
          {at && when}
        </InlineStack>
        <Text as="span">
          {count(row.people)} people{figures ? `, ${count(figures.sent)} sent, ${revenue}` : ''}
        </Text>
      </>
    ),
  };
}

const Figure = ({ children }: { children: string }) => (
  <Text as="p" alignment="end" numeric>
    {children}
  </Text>
);
