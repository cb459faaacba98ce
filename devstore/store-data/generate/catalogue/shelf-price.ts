/** The price on the label, in cents, near the one wanted: 5.90, 24.90, 79.00, 189.00, 249.00. */
export function shelfPrice(wantedMinor: number): number {
  if (wantedMinor < 5000)
    return Math.max(190, Math.round((wantedMinor + 10) / stepBelow50(wantedMinor)) * stepBelow50(wantedMinor) - 10);
  if (wantedMinor < 20000) return Math.round((wantedMinor + 100) / 500) * 500 - 100;
  return Math.round((wantedMinor + 100) / 1000) * 1000 - 100;
}

/** Whole euros less ten cents; below ten euros also half ones. */
const stepBelow50 = (minor: number): number => (minor < 1000 ? 50 : 100);
