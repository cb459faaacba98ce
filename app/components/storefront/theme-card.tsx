import { Badge, Banner, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { StorefrontPage } from '~/ops/storefront/storefront-page.server';
import type { FormBlock } from '~/ops/storefront/theme-links';
import { TitledCard } from '../titled-card';
import { useActiveBlocks, type ActiveBlocks } from '../use-active-blocks';

export type LinkedBlock = FormBlock & { editorUrl: string };

const WHAT: Record<FormBlock['handle'], string> = {
  'sign-up': 'A section, wherever you want it.',
  'pop-up': 'One switch under “App embeds”.',
  'back-in-stock': 'A block on the product’s page.',
};

/** Whether each block stands in the theme, and the way there. */
export function ThemeCard({ theme, blocks }: { theme: StorefrontPage['theme']; blocks: readonly LinkedBlock[] }) {
  const active = useActiveBlocks();
  return (
    <TitledCard title="In your theme">
      <BlockStack gap="400">
        <Told theme={theme} />
        <BlockStack as="ul" gap="300">
          {blocks.map((block) => (
            <li key={block.handle}>
              <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
                <BlockStack gap="050">
                  <InlineStack align="start" gap="200">
                    <Text as="span" fontWeight="semibold">
                      {block.name}
                    </Text>
                    <State active={active} handle={block.handle} />
                  </InlineStack>
                  <Text as="span" tone="subdued">
                    {WHAT[block.handle]}
                  </Text>
                </BlockStack>
                <Button url={block.editorUrl} target="_top" accessibilityLabel={`${block.name}: open the theme editor`}>
                  Theme editor
                </Button>
              </InlineStack>
            </li>
          ))}
        </BlockStack>
      </BlockStack>
    </TitledCard>
  );
}

function State({ active, handle }: { active: ActiveBlocks; handle: string }) {
  if (!active) return null;
  return active.has(handle) ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>;
}

function Told({ theme }: Pick<StorefrontPage, 'theme'>) {
  switch (theme.kind) {
    case 'told':
      return null;
    case 'unset':
      return (
        <Banner tone="info" title="Nothing is shown yet">
          <Text as="p">Save once what stands here: only then do the blocks in your theme have something to say.</Text>
        </Banner>
      );
    case 'not-told':
      return (
        <Banner tone="warning" title="Your store does not know the newest yet">
          <Text as="p">{notToldWords(theme)}</Text>
        </Banner>
      );
  }
}

function notToldWords({ problem, isTriedAgain }: Extract<StorefrontPage['theme'], { kind: 'not-told' }>): string {
  if (problem === null) return 'It is being told.';
  return isTriedAgain ? `${problem}. It is tried again by itself.` : `${problem}. Change it, and save again.`;
}
