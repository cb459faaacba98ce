import type { Season } from '../kind';

/** Monthly demand next to a month outside the season, January first. */
const BY_MONTH: Record<Exclude<Season, 'christmas'>, number[]> = {
  warm: [0.1, 0.15, 0.35, 0.8, 2.2, 3, 2.8, 1.7, 0.5, 0.2, 0.12, 0.12],
  cold: [1.5, 1.2, 0.8, 0.45, 0.3, 0.2, 0.2, 0.3, 0.8, 1.6, 2, 2.2],
  spring: [0.3, 0.8, 2.4, 2.8, 1.8, 0.9, 0.6, 0.5, 0.5, 0.3, 0.2, 0.2],
};

/** How much a kind with this season sells on a day, next to its mean. */
export function seasonFactor(season: Season | undefined, month: number, dayOfMonth: number): number {
  if (season === undefined) return 1;
  return season === 'christmas' ? christmasFactor(month, dayOfMonth) : (BY_MONTH[season][month - 1] ?? 1);
}

/** From the end of October; a last rush until the 20th of December, then over. */
function christmasFactor(month: number, dayOfMonth: number): number {
  if (month === 10) return dayOfMonth < 20 ? 0.15 : 0.8;
  if (month === 11) return dayOfMonth < 15 ? 2 : 5;
  if (month === 12) return dayOfMonth <= 20 ? 6.5 : 0.6;
  return 0.04;
}
