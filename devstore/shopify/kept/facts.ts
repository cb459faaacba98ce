import type { KeptMarketing } from '../graphql/marketing';
import type { KeptMetafield } from '../graphql/metafields';
import type { KeptOperation } from '../bulk/contract';
import type { StoreCall } from '../live-store/kept-store';
import type { KeptTokens } from '../oauth/tokens';
import type { DeliveryFact } from '../webhooks/delivery-book';
import type { WebPixelState } from '../graphql/web-pixels';

/**
 * What the stand-in's journal holds, from which it is the same after a restart. Of the store only what was done to it is kept: the same calls
 * on the same data give the same store. Of everything else the newest fact of its kind counts.
 */
export type ShopifyFact =
  | { kind: 'call'; call: StoreCall }
  | DeliveryFact
  | { kind: 'granted'; scopes: string[] | null }
  | { kind: 'tokens'; tokens: KeptTokens }
  | { kind: 'pixel'; pixel: WebPixelState }
  | KeptMetafield
  | KeptMarketing
  | { kind: 'bulk'; operation: KeptOperation };

type OfKind<K extends ShopifyFact['kind']> = Extract<ShopifyFact, { kind: K }>;

export function factsOf<K extends ShopifyFact['kind']>(facts: readonly ShopifyFact[], kind: K): OfKind<K>[] {
  return facts.filter((fact): fact is OfKind<K> => fact.kind === kind);
}
