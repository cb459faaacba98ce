import { percentOff, type CatalogNewsItem, type CatalogNewsKind } from '~/capture/catalog/catalog-news';
import type { VariantState } from '~/capture/catalog/variant-past';
import { addMs, minutes } from '~/platform/clock/clock';
import type { LiveFlow } from '../flows.server';
import type { Trigger } from '../language/trigger';
import type { RunSubject } from '../run-subject';

export type CatalogueTrigger = Extract<Trigger, { kind: 'catalogue' }>;

export interface CatalogueFlow extends LiveFlow {
  trigger: CatalogueTrigger;
}

/** Why nobody more is told. */
export type TellingEnd = 'all-told' | 'not-so-any-more' | 'flow-off' | 'too-late';

/** Whether a flow is about such news. */
export function meansNews(trigger: CatalogueTrigger, { change, before, after, lowestMinor }: CatalogNewsItem): boolean {
  if (trigger.change !== change) return false;
  switch (change) {
    case 'back-in-stock':
      return true;
    case 'price-drop':
      return lowestMinor !== null && percentOff(lowestMinor, after ?? 0) >= (trigger.atLeastPercent ?? 1);
    case 'low-stock': {
      // Once: when it falls past the line, not with each piece that is sold below it.
      const line = trigger.atMostUnits ?? 0;
      return after !== null && after <= line && (before ?? Infinity) > line;
    }
  }
}

/** What turned, as it is told. Prices in minor units; `priceWasMinor`: the lowest before a lower one, else null. */
interface ToldNews {
  variantId: string;
  productId: string;
  change: CatalogNewsKind;
  priceWasMinor: number | null;
  priceNowMinor: number;
}

/** What a run is about that begins for somebody by such news. */
export function subjectOfNews({ whom }: CatalogueTrigger, news: ToldNews): RunSubject {
  const { productId, variantId, change, priceWasMinor, priceNowMinor } = news;
  return {
    cartToken: null,
    about: {
      ...{ productId, variantId, change, priceNowMinor },
      ...(priceWasMinor === null ? {} : { priceWasMinor }),
      ...(whom === 'asked' ? { isAsked: true as const } : {}),
    },
  };
}

/** Whoever asked and could not be told yet is looked for again so often, and so long after it came back. */
export const LOOK_AGAIN_MINUTES = 60;
export const LOOKED_FOR_DAYS = 3;

/** So long nobody hears again of the same product by the same flow: stock that comes and goes within an hour is told once. */
export const NOT_AGAIN_HOURS = 24;

/** The variant that somebody must not have heard of lately: who asked for another size is told of that one, too; who only looked hears of the product once. */
export const notAgainOf = ({ whom }: CatalogueTrigger, { variantId }: { variantId: string }): string | null =>
  whom === 'asked' ? variantId : null;

/** Whether it is still so. What is not is told to nobody more. */
export function isStillSo(
  trigger: CatalogueTrigger,
  told: { priceNowMinor: number },
  now: VariantState | null,
): boolean {
  if (!now?.isAvailable) return false;
  switch (trigger.change) {
    case 'back-in-stock':
      return true;
    case 'price-drop':
      return now.priceMinor <= told.priceNowMinor;
    case 'low-stock':
      return now.pieces !== null && now.pieces > 0 && now.pieces <= (trigger.atMostUnits ?? 0);
  }
}

/** Within an hour so many people hear of each piece that is there. Our own choice: not everybody who hears of it comes, and few come in vain. */
export const PEOPLE_A_PIECE = 5;
const WAVE_MINUTES = 60;

export interface Wave {
  waveAt: Date | null;
  waveBegun: number;
}

/** How many may be told now that something is back; where few pieces are there the others wait for the next hour. Null: as many as there are. */
export function roomInWave({ waveAt, waveBegun }: Wave, pieces: number | null, now: Date): number | null {
  if (pieces === null) return null;
  const most = pieces * PEOPLE_A_PIECE;
  return waveAt && now < nextWaveAt(waveAt) ? Math.max(0, most - waveBegun) : most;
}

export const nextWaveAt = (waveAt: Date): Date => addMs(waveAt, minutes(WAVE_MINUTES));

/** The wave after some more were told in it. */
export function waveAfter({ waveAt, waveBegun }: Wave, begun: number, now: Date): { waveAt: Date; waveBegun: number } {
  return waveAt && now < nextWaveAt(waveAt)
    ? { waveAt, waveBegun: waveBegun + begun }
    : { waveAt: now, waveBegun: begun };
}
