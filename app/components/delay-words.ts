/** `4 hours`, `90 minutes`, `2 days`. */
export function delayWords(minutes: number): string {
  if (minutes % 1_440 === 0) return amount(minutes / 1_440, 'day');
  return minutes % 60 === 0 ? amount(minutes / 60, 'hour') : amount(minutes, 'minute');
}

const amount = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
