import { type SeededRandom, seededRandom } from '../../seeded-random';
import { ROOMS, type Room } from '../kind';
import { SERIES, STYLES } from '../styles';

/** What someone likes and how they shop. It steers the purchases and is told to no one: not part of the store's data. */
export interface Taste {
  /** Liking for each style, around 1. */
  styles: number[];
  rooms: Record<Room, number>;
  /** Series they collect. */
  series: Set<string>;
  /** Above 0 for those who choose the dearer of two, below for the cheaper. */
  priceTilt: number;
  /** The share of used-up things they buy again here. */
  loyalty: number;
  /** How fast they use things up; 1 is usual. */
  pace: number;
  /** Mean days between two visits that end in an order. */
  gapDays: number;
  /** The chance that an order was the last. */
  dropout: number;
  /** How many things they put in a basket beyond the first, on average. */
  extraItems: number;
}

const STYLE_SHARPNESS = 1.9;
const ROOM_SHARPNESS = 1.05;
const MEDIAN_GAP_DAYS = 49;

export function buildTastes(seed: number, count: number): Taste[] {
  const random = seededRandom(seed, 'tastes');
  return Array.from({ length: count }, () => tasteOf(random));
}

function tasteOf(random: SeededRandom): Taste {
  const styles = around1(STYLES.length, STYLE_SHARPNESS, random);
  const rooms = Object.keys(ROOMS) as Room[];
  const liking = around1(rooms.length, ROOM_SHARPNESS, random);
  return {
    styles,
    rooms: Object.fromEntries(rooms.map((room, i) => [room, liking[i] ?? 1])) as Record<Room, number>,
    series: favouriteSeries(styles, random),
    priceTilt: random.normal() * 0.7,
    loyalty: 0.2 + 0.65 * random.next(),
    pace: Math.exp(random.normal() * 0.12),
    gapDays: MEDIAN_GAP_DAYS * Math.exp(random.normal() * 0.7),
    dropout: 0.03 + 0.36 * random.next() ** 1.7,
    extraItems: 1.25 * Math.exp(random.normal() * 0.45),
  };
}

/** Log-normal likings, scaled so that their mean is 1. */
function around1(count: number, sharpness: number, random: SeededRandom): number[] {
  const raw = Array.from({ length: count }, () => Math.exp(random.normal() * sharpness));
  const mean = raw.reduce((sum, value) => sum + value, 0) / count;
  return raw.map((value) => value / mean);
}

function favouriteSeries(styles: number[], random: SeededRandom): Set<string> {
  const count = random.int(1, 3);
  return new Set(
    Array.from({ length: count }, () => random.weightedPick(SERIES, ({ style }) => (styles[style] ?? 1) ** 1.5).name),
  );
}

/** Someone passing by: likes everything alike. */
export function neutralTaste(): Taste {
  const rooms = Object.fromEntries(Object.keys(ROOMS).map((room) => [room, 1])) as Record<Room, number>;
  return {
    styles: STYLES.map(() => 1),
    rooms,
    series: new Set(),
    priceTilt: 0,
    loyalty: 0,
    pace: 1,
    gapDays: 1000,
    dropout: 1,
    extraItems: 0.7,
  };
}
