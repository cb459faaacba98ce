import { useId, useState } from 'react';
import {
  Badge,
  BlockStack,
  Button,
  Collapsible,
  InlineStack,
  ProgressBar,
  Text,
  type BadgeProps,
} from '@shopify/polaris';
import type { ShownFound, ShownHistory, ShownSituation, Standing } from '~/ops/recommendations/told-quality';
import { TitledCard } from '../titled-card';
import { StrategiesTable } from './strategies-table';

const STANDINGS: Record<Standing, { words: string; tone: BadgeProps['tone'] }> = {
  better: { words: 'Better than best-sellers', tone: 'success' },
  worse: { words: 'Worse than best-sellers', tone: 'critical' },
  unclear: { words: 'No clear difference', tone: 'attention' },
  thin: { words: 'Too few to be sure', tone: 'attention' },
};

/** How good the recommender is in one situation, beside best-sellers, and all ways of choosing side by side. */
export function SituationCard({ situation }: { situation: ShownSituation }) {
  const { title, asked, cases, standing, found, difference, advice, histories, goneBy } = situation;
  const { words, tone } = STANDINGS[standing];
  return (
    <TitledCard title={title} aside={<Badge tone={tone}>{words}</Badge>}>
      <Text as="p" tone="subdued">
        {asked} Asked of {cases}.
      </Text>
      <BlockStack gap="200">
        {found.map((each, place) => (
          <Found key={each.words} found={each} isOurs={place === 0} />
        ))}
      </BlockStack>
      <Text as="p">
        {difference} {advice}
      </Text>
      {histories.length > 1 && <ByHistory histories={histories} goneBy={goneBy} />}
      <AllStrategies situation={situation} />
    </TitledCard>
  );
}

function Found({ found: { words, share, percent }, isOurs }: { found: ShownFound; isOurs: boolean }) {
  const id = useId();
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200" wrap={false}>
        <Text as="span" id={id}>
          {words}
        </Text>
        <Text as="span" fontWeight="semibold" numeric>
          {percent}
        </Text>
      </InlineStack>
      <ProgressBar
        progress={share * 100}
        size="small"
        tone={isOurs ? 'success' : 'primary'}
        ariaLabelledBy={id}
        animated={false}
      />
    </BlockStack>
  );
}

/** More to go by should make it better: where it does not, there is nothing more to gain from knowing people longer. */
function ByHistory({ histories, goneBy }: { histories: ShownHistory[]; goneBy: string }) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        By {goneBy}
      </Text>
      <BlockStack as="ul" gap="050">
        {histories.map(({ label, cases, kindred, bestSellers }) => (
          <li key={label}>
            <Text as="span" tone="subdued">
              {label}: among ten in {kindred}, best-sellers in {bestSellers} ({cases} asked)
            </Text>
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

function AllStrategies({ situation: { context, title, strategies } }: { situation: ShownSituation }) {
  const [isOpen, setOpen] = useState(false);
  const id = `strategies-${context}`;
  return (
    <BlockStack gap="300">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? 'up' : 'down'}
          ariaExpanded={isOpen}
          ariaControls={id}
          accessibilityLabel={`Compare all ways of choosing: ${title}`}
          onClick={() => setOpen(!isOpen)}
        >
          Compare all ways of choosing
        </Button>
      </InlineStack>
      <Collapsible id={id} open={isOpen}>
        {/* A table of a hundred figures is drawn where somebody wants it, and no sooner. */}
        {isOpen && <StrategiesTable strategies={strategies} />}
      </Collapsible>
    </BlockStack>
  );
}
