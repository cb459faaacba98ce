/** How a visit ends: looking around only; a full cart left before anybody knows whose it is; a checkout left after the address; an order. */
export type Ending = 'looks' | 'leaves-cart' | 'leaves-checkout' | 'buys';

/**
 * Shares of visits. Of those who fill a cart 69 % leave it, close to the 70 % that the Baymard Institute finds as the mean of fifty studies
 * of cart abandonment. That 45 % only look is far less than in life, where it is more than nine of ten: those would make no mail, only
 * more visits. Two of three who leave have given their address first, so that there is somebody to write to.
 */
export const ENDINGS: Record<Ending, number> = {
  looks: 0.45,
  'leaves-cart': 0.12,
  'leaves-checkout': 0.26,
  buys: 0.17,
};

/** Who allows tracking when asked; a choice, between the half and the four fifths that surveys of consent banners report. */
export const ACCEPTS_TRACKING = 0.7;

/** Of those who give an address, who ticks the box for news: a choice, so that some may be mailed and others must not. */
export const TICKS_BOX = 0.55;

/** Visits by device: phones lead in most shops. */
export const DEVICES = { mobile: 0.6, desktop: 0.35, tablet: 0.05 } as const;

/** How many different people there are for each of a day's visits: with five, most come back within a week, under the same address. */
export const PEOPLE_PER_DAILY_VISIT = 5;

/** How busy the shop is in each hour of its own day: asleep at night, busiest in the evening. Weights, not shares. */
export const HOURS = [1, 1, 0, 0, 0, 1, 2, 4, 6, 7, 8, 8, 9, 8, 7, 7, 8, 9, 10, 12, 13, 11, 7, 3];

/** They come on the quarter hour, several at once, so that time that is moved over a day has fewer stops to make. */
export const SLOT_MINUTES = 15;

/** Visits under way at once: jsdom's pages are work, and the app has to do its own beside them. */
export const AT_ONCE = 3;
