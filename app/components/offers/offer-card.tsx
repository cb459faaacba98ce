import { Badge, Banner, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { ShownOffer } from '~/ops/offers/offers-page.server';
import type { PageShop } from '~/ops/shop-context.server';
import { Facts } from '../facts';
import { moneyWords } from '../money-words';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';

const STATES = {
  ready: { tone: 'success', words: 'Gives codes' },
  'being made': { tone: 'info', words: 'Codes are being made' },
  empty: { tone: 'warning', words: 'No code left' },
  refused: { tone: 'critical', words: 'Refused by Shopify' },
  off: { tone: undefined, words: 'Off' },
} as const;

interface OfferCardProps {
  offer: ShownOffer;
  shop: PageShop;
  onChange: () => void;
}

/** One offer: what it is, whether it can give codes, and what came of those it gave. */
export function OfferCard({ offer, shop, onChange }: OfferCardProps) {
  const saving = useSaving('/app/settings/offers', offer.isOn ? 'Switched off' : 'Switched on');
  const { tone, words } = STATES[offer.state];
  const turn = () => saving.submit({ intent: 'switch', id: offer.id, isOn: String(!offer.isOn) });
  return (
    <TitledCard title={offer.name}>
      <BlockStack gap="400">
        <InlineStack gap="200" blockAlign="center">
          <Badge {...(tone ? { tone } : {})}>{words}</Badge>
          <Text as="span">{offer.terms}</Text>
        </InlineStack>
        <Text as="p" tone="subdued">
          {offer.giving} {giversWords(offer)}
        </Text>
        <Trouble offer={offer} />
        <Facts
          facts={[
            { term: 'Codes ready', words: offer.free.toLocaleString(shop.locale) },
            { term: 'Given', words: offer.given.toLocaleString(shop.locale) },
            { term: 'Still good', words: offer.good.toLocaleString(shop.locale) },
            { term: 'Used', words: offer.used.toLocaleString(shop.locale) },
            { term: 'Used by others', words: offer.usedByOthers.toLocaleString(shop.locale) },
            { term: 'Orders with it', words: moneyWords(offer.revenueMinor, shop) },
          ]}
        />
        <InlineStack gap="300">
          <Button onClick={onChange} accessibilityLabel={`Change ${offer.name}`}>
            Change
          </Button>
          <Button
            onClick={turn}
            loading={saving.isSaving}
            accessibilityLabel={`Switch ${offer.name} ${offer.isOn ? 'off' : 'on'}`}
          >
            {offer.isOn ? 'Switch off' : 'Switch on'}
          </Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}

function Trouble({ offer: { problem, waiting, isOn, good } }: { offer: ShownOffer }) {
  if (problem !== null)
    return (
      <Banner tone="critical" title="Shopify does not take it">
        It says: {problem}. Change the offer; it is asked again then.
      </Banner>
    );
  if (waiting > 0)
    return (
      <Banner tone="warning" title={waiting === 1 ? 'A mail waits for a code' : `${waiting} mails wait for codes`}>
        More are being made at Shopify. Mails wait rather than leave without; whose time passes meanwhile is not sent.
      </Banner>
    );
  if (!isOn && good > 0)
    return (
      <Text as="p" tone="subdued">
        {good === 1 ? 'One code that somebody has' : `${good} codes that people have`} can still be used until the end
        that their mails tell.
      </Text>
    );
  return null;
}

function giversWords({ flows, campaigns }: ShownOffer): string {
  const givers = [...flows, ...campaigns].map((name) => `“${name}”`);
  if (givers.length === 0)
    return 'Nothing gives it now: choose it at a step of a flow that sends a mail, or in a campaign.';
  return `Given by ${new Intl.ListFormat('en').format(givers)}.`;
}
