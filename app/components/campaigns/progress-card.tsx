import { Banner, BlockStack, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import type { CampaignPage } from '~/ops/campaigns/campaign-page.server';
import { TitledCard } from '../titled-card';
import { exactTime } from '../when';
import { CampaignBadge } from './campaign-badge';

/** How far a campaign is, in a sentence and a bar. */
export function ProgressCard({ page }: { page: CampaignPage }) {
  const { figures, state } = page;
  const people = figures?.people ?? 0;
  const done = people - (figures?.waiting ?? 0);
  const percent = people > 0 ? Math.floor((done / people) * 100) : 0;
  return (
    <TitledCard title="How far it is" aside={<CampaignBadge state={state} />}>
      <Text as="p">{sentenceOf(page)}</Text>
      {people > 0 && (
        <BlockStack gap="150">
          <ProgressBar progress={percent} size="small" ariaLabelledBy="campaign-progress" animated={false} />
          <InlineStack>
            <Text as="p" id="campaign-progress" tone="subdued">
              {done.toLocaleString(page.shop.locale)} of {people.toLocaleString(page.shop.locale)} done
            </Text>
          </InlineStack>
        </BlockStack>
      )}
      {page.isResuming && (
        <Banner tone="info">
          It is about to go on: the turns of those who wait are moved on by the length of the pause.
        </Banner>
      )}
    </TitledCard>
  );
}

function sentenceOf({ state, step, startsAt, reach, shop, isPrepared, figures }: CampaignPage): string {
  const at = startsAt ? exactTime(startsAt, shop) : '';
  const people = (reach ?? 0).toLocaleString(shop.locale);
  const waiting = (figures?.waiting ?? 0).toLocaleString(shop.locale);
  switch (state) {
    case 'draft':
      return 'It is a draft.';
    case 'scheduled':
      return step === 'resend'
        ? `Its mails have left. On ${at} it goes once more to those who have not read it by then. You can cancel that until then.`
        : `It begins on ${at} and goes to about ${people} people. Until then you can take it back and change it.`;
    case 'sending':
      return isPrepared
        ? `${waiting} of its mails still wait for their turn. You can leave this page; it goes on by itself.`
        : `It is being prepared for ${people} people. You can leave this page; it goes on by itself.`;
    case 'paused':
      return `Nothing of it leaves. ${waiting} mails wait until you let it go on; their turns are then as much later as the pause was long.`;
    case 'sent':
      return 'All of it has left.';
    case 'cancelled':
      return 'It was cancelled: what had not left by then does not.';
  }
}
