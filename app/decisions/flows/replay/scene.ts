import type { CatalogNewsItem } from '~/capture/catalog/catalog-news';
import type { VariantPast } from '~/capture/catalog/variant-past';
import type { EventType } from '~/capture/events/event';
import { productsOf } from '~/customers/rules/event-fields';
import type { Rule } from '~/customers/rules/rule';
import type { FlowDefinition } from '../language/flow';
import type { CatalogueTrigger } from '../runner/tellings';
import type { LedgerThen } from './ledger-then';
import type { PastProperty, PersonPast, ShopPast } from './past';
import type { PersonReplay, ReplayedRun } from './replayed';

/** What is replayed, for everybody. Instants in ms since 1970. */
export interface ReplayTerms {
  definition: FlowDefinition;
  /** Types of events after which its runs are looked at again. */
  stirredBy: readonly EventType[];
  /** What became known from `from` on, up to and with `until`, counts. */
  from: number;
  until: number;
  /** Moments at which it is looked whose day has come, and the rule of those whose it is; null: it begins by events. */
  days: { at: readonly number[]; rule: Rule } | null;
  /** What turned in the catalogue that it is about; null: it begins by something else. */
  news: NewsTerms | null;
}

/** Something that turned, with the price then, and when it is looked first within the window whom it is news to. */
export interface PastNews extends Omit<CatalogNewsItem, 'occurredAt'> {
  at: number;
  firstLookAt: number;
  priceNowMinor: number;
}

export interface NewsLook {
  item: PastNews;
  at: number;
}

export interface NewsTerms {
  trigger: CatalogueTrigger;
  /** Of whom it begins, besides that they care. */
  rule: Rule;
  /** By product, in their order. */
  items: ReadonlyMap<string, readonly PastNews[]>;
  variants: ReadonlyMap<string, VariantPast>;
}

/** A replay of one person under way. */
export interface Scene {
  terms: ReplayTerms;
  past: PersonPast;
  shop: ShopPast;
  /** How many events are known. */
  known: number;
  /** When it is to be looked whether what turned is news to the person, in this order. */
  newsLooks: NewsLook[];
  /** The run under way. */
  run: ReplayedRun | null;
  /** Properties that the replay has set. */
  set: PastProperty[];
  told: PersonReplay;
}

export function openScene(terms: ReplayTerms, past: PersonPast, shop: ShopPast): Scene {
  const own = `flow ${terms.definition.key}`;
  // What the flow itself set within the window, the replay sets anew.
  const properties = past.properties.filter(({ source, updatedAt }) => source !== own || updatedAt < terms.from);
  return {
    ...{ terms, shop, past: { ...past, properties } },
    known: past.events.filter(({ knownAt }) => knownAt < terms.from).length,
    ...{ newsLooks: looksFor(terms.news, past), run: null, set: [] },
    told: { id: past.id, runs: [], turnedAway: [], collisions: [] },
  };
}

/** At what turned with products that somebody ever had to do with. */
function looksFor(news: NewsTerms | null, { events, carts, requests }: PersonPast): NewsLook[] {
  if (!news || news.items.size === 0) return [];
  const products = new Set([
    ...events.flatMap(({ properties }) => productsOf(properties)),
    ...carts.flatMap(({ lines }) => lines.map(({ productId }) => productId)),
    ...requests.map(({ productId }) => productId),
  ]);
  return [...products]
    .flatMap((id) => news.items.get(id) ?? [])
    .map((item) => ({ item, at: item.firstLookAt }))
    .sort((a, b) => a.at - b.at);
}

/** Adds a look in its place. */
export function addLook({ newsLooks }: Scene, look: NewsLook): void {
  const place = newsLooks.findIndex(({ at }) => at > look.at);
  newsLooks.splice(place < 0 ? newsLooks.length : place, 0, look);
}

/**
 * Whether somebody is in the flow by a run that began before the window: that one is not replayed. One that ended at this moment was still there for what
 * happened at it, and most likely ended by that.
 */
export const isInFlow = ({ past: { runsBefore } }: Scene, at: number): boolean =>
  runsBefore.some(({ endedAt }) => endedAt === null || endedAt >= at);

/** When the person last left the flow, before the window or in it. */
export function lastEnd({ past, told }: Scene, at: number): Date | null {
  const before = past.runsBefore.flatMap(({ endedAt }) => (endedAt !== null && endedAt < at ? [endedAt] : []));
  const times = [...before, ...told.runs.flatMap(({ endedAt }) => endedAt?.getTime() ?? [])];
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

export const ledgerOf = ({ past, shop, terms, told }: Scene): LedgerThen => ({
  ...{ past, shop },
  own: {
    flowKey: terms.definition.key,
    sentAt: told.runs.flatMap(({ mails }) => mails.flatMap(({ sentAt }) => sentAt ?? [])),
  },
});
