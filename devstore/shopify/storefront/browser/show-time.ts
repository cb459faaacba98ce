import { sayInstant } from '../../../site/say-time';
import type { FollowedClock } from './follow-clock';

const EVERY_MS = 10_000;

/** Keeps the time that the page shows in its dev store's line as it is. */
export function showTime(clock: FollowedClock, timeZone: string): void {
  const place = document.querySelector('[data-shop-time]');
  if (!place) return;
  const show = (): void => {
    place.textContent = sayInstant(new Date(), timeZone);
  };
  clock.onMove(show);
  setInterval(show, EVERY_MS);
}
