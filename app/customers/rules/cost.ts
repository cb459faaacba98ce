import type { EventType } from '~/capture/events/event';
import { leavesOf, type EventChoice, type Leaf, type Rule, type Window } from './rule';

/** How much there is in a shop, for estimates. */
export interface ShopVolume {
  people: number;
  /** Events of each type a day, on average over the last week. */
  eventsPerDay: ReadonlyMap<EventType, number>;
  /** For how many days there are events at all. */
  days: number;
}

export interface RuleCost {
  /** Rows that are read to find everybody of whom the rule holds: an estimate. */
  rows: number;
  /** `light`: as fast as a page; `heavy`: some seconds or more. */
  level: 'light' | 'moderate' | 'heavy';
  /** The condition that costs most. */
  dearest: Leaf | null;
}

const MINUTES_A_DAY = 1_440;
/** About a second's worth, on one core. */
const MODERATE_ROWS = 1_000_000;
const HEAVY_ROWS = 10_000_000;

/**
 * What it takes to look through everybody by a rule. Events are read by their type and time, so that a condition costs what happened in its window;
 * facts cost a row a person; the same condition twice costs once.
 */
export function costOf(rule: Rule, volume: ShopVolume): RuleCost {
  const leaves = [...new Map(leavesOf(rule).map((leaf) => [JSON.stringify(leaf), leaf])).values()];
  const costs = leaves.map((leaf) => ({ leaf, rows: rowsOf(leaf, volume) })).sort((a, b) => b.rows - a.rows);
  const rows = Math.round(volume.people + costs.reduce((sum, each) => sum + each.rows, 0));
  const level = rows < MODERATE_ROWS ? 'light' : rows < HEAVY_ROWS ? 'moderate' : 'heavy';
  return { rows, level, dearest: costs[0]?.leaf ?? null };
}

function rowsOf(leaf: Leaf, volume: ShopVolume): number {
  switch (leaf.kind) {
    case 'happened': {
      const own = eventsIn(leaf, leaf.within, volume);
      return leaf.without ? own + eventsIn({ event: leaf.without }, leaf.within, volume) : own;
    }
    case 'measured':
      return eventsIn(leaf, leaf.within, volume);
    case 'age':
      return 'event' in leaf.of ? eventsIn(leaf.of, 'ever', volume) : volume.people;
    case 'chance':
      return 0;
    default:
      return volume.people;
  }
}

const eventsIn = ({ event }: EventChoice, window: Window, { eventsPerDay, days }: ShopVolume): number =>
  (eventsPerDay.get(event) ?? 0) * Math.min(days, daysOf(window, days));

function daysOf(window: Window, all: number): number {
  if (typeof window === 'string') return all;
  if ('minutes' in window) return window.minutes / MINUTES_A_DAY;
  if ('fromMinutes' in window) return Math.max(0, window.fromMinutes - window.toMinutes) / MINUTES_A_DAY;
  if (window.until === undefined) return all;
  return Math.max(0, Date.parse(window.until) - Date.parse(window.since)) / 86_400_000;
}
