import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { FONTS, NETWORK_NAMES, type BrandKit } from '~/delivery/documents/brand-kit';
import type { FoundBrand } from '~/ops/brand/found-brand.server';
import { TitledCard } from '../titled-card';

const FOUND = '/app/settings/brand/found';

/** Asks the store's theme how it looks, and shows it beside what mails look like now before anything is taken. */
export function TakeFromStore({ kit, take }: { kit: BrandKit; take: (kit: BrandKit) => void }) {
  const fetcher = useFetcher<FoundBrand>();
  const found = fetcher.state === 'idle' ? fetcher.data : undefined;
  return (
    <TitledCard
      title="From your store"
      aside={
        <Button onClick={() => fetcher.load(FOUND)} loading={fetcher.state !== 'idle'}>
          Look at the theme
        </Button>
      }
    >
      {found?.kind === 'found' ? (
        <Found kit={kit} found={found.kit} take={take} />
      ) : (
        <Text as="p" tone="subdued">
          {WORDS[found?.kind ?? 'unasked']}
        </Text>
      )}
    </TitledCard>
  );
}

const WORDS = {
  unasked: 'Logo, colours, fonts, corners and where else you are found, as your published theme has them.',
  nothing: 'Your theme keeps its looks where Kindred cannot read them. Enter them below.',
  'not-allowed': 'Kindred may not read your theme yet. Open it anew from your apps, and agree to what it asks for.',
};

function Found({ kit, found, take }: { kit: BrandKit; found: BrandKit; take: (kit: BrandKit) => void }) {
  const rows = differences(kit, found);
  if (rows.length === 0)
    return (
      <Text as="p" tone="subdued">
        Your mails look as your theme says already.
      </Text>
    );
  return (
    <BlockStack gap="300">
      <div aria-hidden="true">
        <InlineGrid columns={3} gap="200">
          <span />
          <Text as="span" fontWeight="semibold">
            Now
          </Text>
          <Text as="span" fontWeight="semibold">
            Theme
          </Text>
        </InlineGrid>
      </div>
      <BlockStack as="ul" gap="200">
        {rows.map(({ name, now, theme, isColour }) => (
          <li key={name}>
            <InlineGrid columns={3} gap="200">
              <Text as="span">{name}</Text>
              <Value text={now} isColour={isColour} label="Now" />
              <Value text={theme} isColour={isColour} label="Theme" />
            </InlineGrid>
          </li>
        ))}
      </BlockStack>
      <InlineStack>
        <Button variant="primary" onClick={() => take(found)}>
          Take these
        </Button>
      </InlineStack>
      <Text as="p" tone="subdued">
        Nothing is saved before you save.
      </Text>
    </BlockStack>
  );
}

function Value({ text, isColour, label }: { text: string; isColour: boolean; label: string }) {
  return (
    <InlineStack align="start" gap="100" blockAlign="center">
      {isColour && (
        <span
          aria-hidden="true"
          style={{ width: 16, height: 16, background: text, border: '1px solid #8a8a8a', borderRadius: 4 }}
        />
      )}
      <Text as="span" breakWord>
        <Text as="span" visuallyHidden>{`${label}: `}</Text>
        {text}
      </Text>
    </InlineStack>
  );
}

interface Difference {
  name: string;
  now: string;
  theme: string;
  isColour: boolean;
}

const COLOUR_NAMES = {
  ink: 'Text',
  accent: 'Accent',
  paper: 'Paper',
  quiet: 'Quiet text',
  ground: 'Ground',
  line: 'Lines',
};

/** What is not the same in both, in words. */
function differences(kit: BrandKit, found: BrandKit): Difference[] {
  const colours = (Object.keys(COLOUR_NAMES) as (keyof typeof COLOUR_NAMES)[]).map((name) => ({
    ...{ name: COLOUR_NAMES[name], now: kit.colours[name], theme: found.colours[name], isColour: true },
  }));
  const others = [
    { name: 'Logo', of: ({ logo }: BrandKit) => logo?.url ?? 'none' },
    { name: 'Headings', of: ({ fonts }: BrandKit) => FONTS[fonts.heading].name },
    { name: 'Body', of: ({ fonts }: BrandKit) => FONTS[fonts.body].name },
    { name: 'Corners', of: ({ radiusPx }: BrandKit) => `${radiusPx} pixels` },
    {
      name: 'Found at',
      of: ({ social }: BrandKit) => social.map(({ network }) => NETWORK_NAMES[network]).join(', ') || '–',
    },
  ].map(({ name, of }) => ({ name, now: of(kit), theme: of(found), isColour: false }));
  return [...colours, ...others].filter(({ now, theme }) => now.toLowerCase() !== theme.toLowerCase());
}
