import { Banner, Link, Text } from '@shopify/polaris';
import type { CodeFigures } from '~/ops/campaigns/code-figures.server';
import type { CodesPreview } from '~/ops/campaigns/codes-preview.server';
import type { PageShop } from '~/ops/shop-context.server';
import { moneyWords } from '../money-words';
import { TitledCard } from '../titled-card';
import { Figures, type ShownFigure } from './figures';

/** How many codes a campaign will give, and where they come from. */
export function CodesCard({ codes, shop }: { codes: CodesPreview; shop: PageShop }) {
  const count = (value: number) => value.toLocaleString(shop.locale);
  const people = (value: number) => (value === 1 ? 'One person' : `${count(value)} people`);
  return (
    <TitledCard title="Codes">
      <Text as="p" variant="headingLg">
        {codes.wanted === 1 ? 'One code' : `${count(codes.wanted)} codes`}
      </Text>
      <Text as="p">
        of “{codes.offer}”, one for each person at most: whoever has one that is still good gets that again.{' '}
        {sourceWords(codes, count)} A mail for which none is left waits, and you are told.
      </Text>
      {codes.had > 0 && (
        <Text as="p">
          {people(codes.had)} had their code before and may have no other, as the offer says. They get nothing.
        </Text>
      )}
    </TitledCard>
  );
}

function sourceWords({ free, toMake }: CodesPreview, count: (value: number) => string): string {
  if (toMake === 0) return 'So many are there already.';
  const made = toMake === 1 ? 'one is' : `${count(toMake)} are`;
  return `${free === 0 ? 'None are' : free === 1 ? 'One is' : `${count(free)} are`} there; ${made} made at Shopify, within a day before it begins.`;
}

/** What came of a campaign's codes so far. */
export function CodeFiguresCard({ codes, shop }: { codes: CodeFigures; shop: PageShop }) {
  const count = (value: number) => value.toLocaleString(shop.locale);
  const shown: ShownFigure[] = [
    ['Given', count(codes.given), `${count(codes.good)} can still be used`],
    ['Used', count(codes.used), codes.usedByOthers ? `${count(codes.usedByOthers)} by somebody else` : 'in orders'],
    ['Revenue with them', moneyWords(codes.revenueMinor, shop), 'of those orders, less what came back'],
  ];
  return (
    <TitledCard title={`Codes of “${codes.offer}”`}>
      {codes.waiting > 0 && (
        <Banner tone="warning">
          {codes.waiting === 1 ? 'One mail waits' : `${count(codes.waiting)} mails wait`} for a code.{' '}
          <Link url="/app/settings/offers">Look at the offer</Link>
        </Banner>
      )}
      <Figures shown={shown} across={3} />
    </TitledCard>
  );
}
