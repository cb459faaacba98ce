import type { JournalWriter } from '../../kept/journal';
import type { Keep } from '../../kept/keep';
import type { KeptOperation } from '../bulk/contract';
import type { ActivityRecord, KeptMarketing } from '../graphql/marketing';
import type { KeptMetafield, MetafieldDefinitionRecord, MetafieldRecord } from '../graphql/metafields';
import type { WebPixelState } from '../graphql/web-pixels';
import type { StoreCall } from '../live-store/kept-store';
import type { TokenKeeping } from '../oauth/tokens';
import type { KeptDelivery } from '../webhooks/delivery-book';
import { compact } from './compact';
import { factsOf, type ShopifyFact } from './facts';

/** What the stand-in remembers of earlier runs, part by part, and how each part tells what changes from now on. */
export interface Memory {
  journal: JournalWriter<ShopifyFact>;
  calls: StoreCall[];
  undone: KeptDelivery[];
  installation: { granted: string[] | null; changed: (granted: string[] | null) => void };
  tokens: TokenKeeping;
  pixels: [earlier: WebPixelState | undefined, changed: (state: WebPixelState) => void];
  metafields: [
    earlier: MetafieldRecord[],
    changed: (kept: KeptMetafield) => void,
    definitions: MetafieldDefinitionRecord[],
  ];
  marketing: [earlier: ActivityRecord[], changed: (kept: KeptMarketing) => void];
  bulk: { earlier: KeptOperation[]; changed: (operation: KeptOperation) => void };
}

/** Reads the journal, which thereby loses what says nothing any more. */
export function openMemory(keep: Keep): Memory {
  const journal = keep.journal<ShopifyFact>('shopify');
  const facts = compact(journal.earlier());
  journal.replace(facts);
  // Most of these are answered within the turn.
  const noted = (fact: ShopifyFact) => {
    journal.note(fact);
    journal.flush();
  };
  return {
    journal,
    calls: factsOf(facts, 'call').map(({ call }) => call),
    undone: factsOf(facts, 'delivery').map(({ delivery }) => delivery),
    installation: {
      granted: factsOf(facts, 'granted')[0]?.scopes ?? null,
      changed: (scopes) => noted({ kind: 'granted', scopes }),
    },
    tokens: { tokens: factsOf(facts, 'tokens')[0]?.tokens, changed: (tokens) => noted({ kind: 'tokens', tokens }) },
    pixels: [factsOf(facts, 'pixel')[0]?.pixel, (pixel) => noted({ kind: 'pixel', pixel })],
    metafields: [
      factsOf(facts, 'metafield').map(({ metafield }) => metafield),
      noted,
      factsOf(facts, 'definition').map(({ definition }) => definition),
    ],
    marketing: [factsOf(facts, 'marketing').map(({ activity }) => activity), noted],
    bulk: {
      earlier: factsOf(facts, 'bulk').map(({ operation }) => operation),
      changed: (operation) => noted({ kind: 'bulk', operation }),
    },
  };
}
