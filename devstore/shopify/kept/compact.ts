import { factsOf, type ShopifyFact } from './facts';

/** The facts that still say something: all that was done to the store, the newest of everything else, and what is still to be delivered. */
export function compact(facts: readonly ShopifyFact[]): ShopifyFact[] {
  const delivered = new Set(factsOf(facts, 'delivered').map(({ serial }) => serial));
  return [
    ...factsOf(facts, 'call'),
    ...factsOf(facts, 'granted').slice(-1),
    ...factsOf(facts, 'tokens').slice(-1),
    ...factsOf(facts, 'pixel').slice(-1),
    ...newestOf(factsOf(facts, 'metafield'), ({ metafield }) => metafield.id),
    ...factsOf(facts, 'definition'),
    ...newestOf(factsOf(sinceEmptied(facts), 'marketing'), ({ activity }) => activity.id),
    ...newestOf(factsOf(facts, 'bulk'), ({ operation }) => operation.record.id),
    ...factsOf(facts, 'delivery').filter(({ delivery }) => !delivered.has(delivery.serial)),
  ];
}

/** With each `marketing-gone` all that stood on the Marketing page was taken off, and what stayed was told once more. */
function sinceEmptied(facts: readonly ShopifyFact[]): readonly ShopifyFact[] {
  return facts.slice(facts.findLastIndex(({ kind }) => kind === 'marketing-gone') + 1);
}

function newestOf<F>(facts: readonly F[], nameOf: (fact: F) => string): F[] {
  return [...new Map(facts.map((fact) => [nameOf(fact), fact])).values()];
}
