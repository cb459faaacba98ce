import { Banner, BlockStack, Box, InlineStack, Link, Spinner, Text } from '@shopify/polaris';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { numberWords, percentWords } from '~/ops/recommendations/number-words';
import type { RuleCount, ShownMember } from '~/ops/segments/count-rule.server';
import type { Names } from '~/ops/segments/shop-speaker.server';
import type { PageShop } from '~/ops/shop-context.server';
import { ConsentBadge } from '../state-badge';
import { TitledCard } from '../titled-card';
import type { LiveCount } from './use-live-count';

interface CountCardProps {
  /** The rule in words; null: it says nothing yet. */
  words: string | null;
  live: LiveCount;
  names: Names;
  shop: PageShop;
}

/** Beside the rule: what it says, whom it means now, and some of them. */
export function CountCard({ words, live: { answer, isAsking }, names, shop }: CountCardProps) {
  return (
    <TitledCard title="Who is meant" aside={isAsking && <Spinner size="small" accessibilityLabel="Counting" />}>
      <Text as="p">{words ? `${capitalised(words)}.` : 'Add a condition, or fill in what is missing.'}</Text>
      <div aria-live="polite">
        {answer?.kind === 'counted' && <WaitsForShopify unread={answer.unread} names={names} />}
        {answer?.kind === 'counted' && <Counted count={answer} shop={shop} />}
        {answer?.kind === 'too-slow' && (
          <Banner tone="warning" title="Counting took too long">
            <Text as="p">
              The segment can be saved; its members are looked for in the background.{' '}
              {answer.dearest
                ? `What reads most is “${answer.dearest}”: a shorter time makes it quicker.`
                : 'Shorter times make it quicker.'}
            </Text>
          </Banner>
        )}
        {answer?.kind === 'refused' && (
          <Text as="p" tone="critical">
            {answer.problems.map(({ message }) => message).join(' ')}
          </Text>
        )}
      </div>
    </TitledCard>
  );
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

function WaitsForShopify({ unread, names }: { unread: string[]; names: Names }) {
  if (unread.length === 0) return null;
  const said = list.format(unread.map((id) => `“${names[id] ?? 'one of Shopify’s segments'}”`));
  return (
    <Box paddingBlockEnd="300">
      <Banner tone="info" title="The count waits for Shopify">
        <Text as="p">
          Who is in {said} has not been read yet: until then nobody counts as being in it. Once this is saved, that
          takes a minute at most.
        </Text>
      </Banner>
    </Box>
  );
}

function Counted({ count, shop }: { count: RuleCount; shop: PageShop }) {
  const { people, mailable, everybody, members } = count;
  const share = everybody > 0 ? people / everybody : 0;
  const say = (number: number) => numberWords(number, shop.locale);
  return (
    <BlockStack gap="300">
      <BlockStack gap="050">
        <Text as="p" variant="headingLg">
          {people === 1 ? 'One person' : `${say(people)} people`}
        </Text>
        <Text as="p" tone="subdued">
          {percentWords(share, shop.locale)} of {say(everybody)} known; {say(mailable)} may be mailed
        </Text>
      </BlockStack>
      {members.length > 0 && (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {members.length < people ? 'Seen last among them' : 'They are'}
          </Text>
          <BlockStack as="ul" gap="200">
            {members.map((member) => (
              <li key={member.id}>
                <MemberLine member={member} />
              </li>
            ))}
          </BlockStack>
        </BlockStack>
      )}
    </BlockStack>
  );
}

/** Somebody, with whether they may be mailed, and the way to their page. */
export function MemberLine({ member: { id, title, mailability } }: { member: ShownMember }) {
  return (
    <InlineStack gap="200" blockAlign="center" align="space-between">
      <Link url={`/app/customers/${id}`}>{title ?? 'A visitor'}</Link>
      <ConsentBadge mailability={mailability} />
    </InlineStack>
  );
}
