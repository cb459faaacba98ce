import { percentOff, type CatalogNewsItem } from '~/capture/catalog/catalog-news';
import { addMs, minutes } from '~/platform/clock/clock';
import type { LiveFlow } from '../flows.server';
import type { Trigger } from '../language/trigger';

export type CatalogueTrigger = Extract<Trigger, { kind: 'catalogue' }>;

export interface CatalogueFlow extends LiveFlow {
  trigger: CatalogueTrigger;
}

/** What the mirror of the catalogue says of a variant now; null: it is gone. */
export interface VariantNow {
  isAvailable: boolean;
  /** Pieces; null: not counted. */
  pieces: number | null;
  priceMinor: number;
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

/** Whether it is still so. What is not is told to nobody more. */
export function isStillSo(trigger: CatalogueTrigger, told: { priceNowMinor: number }, now: VariantNow | null): boolean {
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
