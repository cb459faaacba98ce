import type { BrowserContext, Frame } from 'playwright-core';

/** What a page cost its reader. Milliseconds; `cls` has no unit. */
export interface WebVitals {
  lcpMs: number;
  cls: number;
  inpMs: number;
}

interface Observed {
  lcpMs: number | null;
  shifts: { at: number; value: number }[];
  events: { interaction: number; durationMs: number }[];
  interactions: number;
  firstPaintAt: number;
}

/** Observes from the first moment of every document, frames too. The browser tells of events from 16 ms on; the first one always. */
const OBSERVE = `(() => {
  const seen = (window.webVitalsSeen = { lcpMs: null, shifts: [], events: [] });
  const watch = (options, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ buffered: true, ...options });
  watch({ type: 'largest-contentful-paint' }, (entry) => (seen.lcpMs = entry.startTime));
  watch({ type: 'layout-shift' }, (entry) => entry.hadRecentInput || seen.shifts.push({ at: entry.startTime, value: entry.value }));
  const event = (entry) => entry.interactionId && seen.events.push({ interaction: entry.interactionId, durationMs: entry.duration });
  watch({ type: 'event', durationThreshold: 16 }, event);
  watch({ type: 'first-input' }, event);
})()`;

const READ = `({ ...window.webVitalsSeen, interactions: performance.interactionCount,
  firstPaintAt: performance.getEntriesByName('first-paint')[0]?.startTime ?? 0 })`;

const SHORTEST_TOLD_MS = 16;

export async function observeWebVitals(context: BrowserContext): Promise<void> {
  await context.addInitScript(OBSERVE);
}

/** What was observed in a frame until now. Throws where nothing was painted or nobody did anything: then there is nothing to say. */
export async function readWebVitals(frame: Frame): Promise<WebVitals> {
  // Observers are told after the frame in which something happened was painted.
  await frame.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))');
  const { lcpMs, shifts, events, interactions, firstPaintAt } = await frame.evaluate<Observed>(READ);
  if (lcpMs === null) throw new Error(`nothing was painted at ${frame.url()}`);
  if (!(interactions > 0)) throw new Error(`nobody did anything at ${frame.url()}`);
  // Chromium also tells of shifts between two layouts of which nobody saw the first: the styles had not come yet.
  const seen = shifts.filter(({ at }) => at >= firstPaintAt);
  return { lcpMs, cls: largestWindow(seen), inpMs: worstInteraction(events, interactions) };
}

/** CLS: the largest sum of shifts that follow each other within a second, in windows of five at most (https://web.dev/articles/cls). */
export function largestWindow(shifts: { at: number; value: number }[]): number {
  let [largest, sum, beganAt, lastAt] = [0, 0, -Infinity, -Infinity];
  for (const { at, value } of shifts) {
    const isSame = at - lastAt < 1_000 && at - beganAt < 5_000;
    sum = isSame ? sum + value : value;
    if (!isSame) beganAt = at;
    lastAt = at;
    largest = Math.max(largest, sum);
  }
  return largest;
}

/**
 * INP: the longest interaction, leaving one out of every fifty (https://web.dev/articles/inp). Where none was long enough to be told of, all
 * were shorter than what is.
 */
export function worstInteraction(events: { interaction: number; durationMs: number }[], interactions: number): number {
  const longest = new Map<number, number>();
  for (const { interaction, durationMs } of events)
    longest.set(interaction, Math.max(durationMs, longest.get(interaction) ?? 0));
  const sorted = [...longest.values()].sort((a, b) => b - a);
  return sorted[Math.floor(interactions / 50)] ?? SHORTEST_TOLD_MS;
}
