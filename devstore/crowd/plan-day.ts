import { Temporal } from 'temporal-polyfill';
import { NAMES } from '../store-data/generate/people/names';
import { seededRandom, type SeededRandom } from '../store-data/seeded-random';
import {
  ACCEPTS_TRACKING,
  DEVICES,
  ENDINGS,
  HOURS,
  PEOPLE_PER_DAILY_VISIT,
  SLOT_MINUTES,
  TICKS_BOX,
  type Ending,
} from './rates';

export interface Person {
  /** At example.com, which belongs to nobody. */
  email: string;
  firstName: string;
  lastName: string;
  ticksBox: boolean;
}

export interface PlannedVisit {
  /** Business time, in milliseconds since 1970. */
  atMs: number;
  /** Of all that is still to be drawn for this visit, and of its browser's ids. */
  seed: number;
  person: Person;
  device: keyof typeof DEVICES;
  acceptsTracking: boolean;
  ending: Ending;
}

export interface CrowdPlan {
  perDay: number;
  seed: number;
  /** The shop's IANA zone, whose days and hours count. */
  timeZone: string;
}

/** The visits of one day of the shop, in order: the same for the same seed, however often they are asked for. `date` is `2026-10-01`. */
export function planDay(plan: CrowdPlan, date: string): PlannedVisit[] {
  const random = seededRandom(plan.seed, `crowd of ${date}`);
  const visits = Array.from({ length: plan.perDay }, () => planVisit(plan, date, random));
  return visits.sort((a, b) => a.atMs - b.atMs);
}

/** The shop's day at an instant. */
export function dayOf(timeZone: string, atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

export const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

function planVisit(plan: CrowdPlan, date: string, random: SeededRandom): PlannedVisit {
  const hour = random.weightedIndex(HOURS);
  const minute = SLOT_MINUTES * random.int(0, 60 / SLOT_MINUTES - 1);
  const local = Temporal.PlainDate.from(date).toPlainDateTime({ hour, minute });
  return {
    atMs: local.toZonedDateTime(plan.timeZone).epochMilliseconds,
    seed: random.int(1, 2 ** 31),
    person: personOf(plan.seed, random.int(1, plan.perDay * PEOPLE_PER_DAILY_VISIT)),
    device: pickShare(DEVICES, random),
    acceptsTracking: random.chance(ACCEPTS_TRACKING),
    ending: pickShare(ENDINGS, random),
  };
}

/** Somebody keeps name, address and mind from visit to visit. */
function personOf(seed: number, number: number): Person {
  const random = seededRandom(seed, `person ${number}`);
  const names = random.pick(Object.values(NAMES));
  const [firstName, lastName] = [random.pick(names.first), random.pick(names.last)];
  const email = `${plainLetters(firstName)}.${plainLetters(lastName)}.${number}@example.com`;
  return { email, firstName, lastName, ticksBox: random.chance(TICKS_BOX) };
}

/** A name as it may stand in an address: without accents, and without letters that are not Latin's. */
function plainLetters(name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
    .replace(/[^a-z]/g, '');
  return plain || 'shopper';
}

function pickShare<K extends string>(shares: Readonly<Record<K, number>>, random: SeededRandom): K {
  return random.weightedPick(Object.keys(shares) as K[], (key) => shares[key]);
}
