import { Temporal } from 'temporal-polyfill';
import { addMs } from '~/platform/clock/clock';
import type { Campaign, Schedule } from './campaign';
import { placeByLot } from './lot';
import { rampOffsetMs } from './ramp';

/** Where a day begins first of all: at the clocks of Kiritimati, fourteen hours ahead. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** When a campaign begins to be prepared: at its time, or when it is that time somewhere. `from`: when it was scheduled. */
export function startOf(schedule: Schedule, from: Date): Date {
  switch (schedule.kind) {
    case 'now':
      return from;
    case 'at':
      return new Date(schedule.at);
    case 'local': {
      const first = wallTimeOn(Temporal.PlainDate.from(schedule.day), schedule.minuteOfDay, FIRST_ZONE);
      return first > from ? first : from;
    }
  }
}

export interface Turn {
  /** The nth of all who are written to, as they are gone through. */
  nth: number;
  /** The zone in which the person lives, else the shop's. */
  zone: string;
}

export interface Course {
  campaign: Pick<Campaign, 'schedule' | 'ramp'>;
  /** Draws the lots. */
  key: string;
  startedAt: Date;
  /** How many are written to in all. */
  count: number;
}

/** When somebody's mail may go. The same answer for the same question, whoever asks it and whenever. */
export function dueAt({ campaign: { schedule, ramp }, key, startedAt, count }: Course, { nth, zone }: Turn): Date {
  if (schedule.kind === 'local') return localTime(schedule, startedAt, zone);
  return addMs(startedAt, rampOffsetMs(ramp, placeByLot(nth, count, key), count));
}

/** The time of the clock where somebody lives; where it had passed when the campaign began, on the next day or at once. */
function localTime({ day, minuteOfDay, missed }: Extract<Schedule, { kind: 'local' }>, from: Date, zone: string): Date {
  const wanted = Temporal.PlainDate.from(day);
  const at = wallTimeOn(wanted, minuteOfDay, zone);
  if (at >= from) return at;
  return missed === 'at-once' ? from : nextSuchTime(minuteOfDay, from, zone);
}

/**
 * A time that daylight saving leaves out is the moment after the gap; of one that comes twice the first counts. That is what Temporal calls `compatible`.
 */
function wallTimeOn(day: Temporal.PlainDate, minuteOfDay: number, timeZone: string): Date {
  const plainTime = new Temporal.PlainTime(Math.floor(minuteOfDay / 60), minuteOfDay % 60);
  return new Date(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

function nextSuchTime(minuteOfDay: number, from: Date, zone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const at = wallTimeOn(today, minuteOfDay, zone);
  return at >= from ? at : wallTimeOn(today.add({ days: 1 }), minuteOfDay, zone);
}

export interface Pause {
  pausedAt: Date;
  resumedAt: Date;
}

/**
 * When a mail may go that a pause held: as much later as the pause was long, so that what it held back does not all come at once. A time of the clock that
 * has not come yet stays; one that passed is missed.
 */
export function dueAfterPause(schedule: Schedule, due: Date, { pausedAt, resumedAt }: Pause, zone: string): Date {
  if (schedule.kind !== 'local') return addMs(due, resumedAt.getTime() - pausedAt.getTime());
  if (due >= resumedAt) return due;
  return schedule.missed === 'at-once' ? resumedAt : nextSuchTime(schedule.minuteOfDay, resumedAt, zone);
}
