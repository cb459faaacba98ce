import type { Ramp } from './campaign';

const HOUR_MS = 3_600_000;

/**
 * Milliseconds from the campaign's beginning to the turn of whoever has a place (0, 1, 2, …) among `count` people. Within an hour of a ramp by the hour
 * turns are even, so that no hour, whenever it begins, has more of them than the ramp allows in the later of the two it touches.
 */
export function rampOffsetMs(ramp: Ramp, place: number, count: number): number {
  switch (ramp.kind) {
    case 'all':
      return 0;
    case 'parts': {
      const part = Math.min(ramp.parts - 1, Math.floor((place * ramp.parts) / Math.max(1, count)));
      return Math.round((part * ramp.overHours * HOUR_MS) / (ramp.parts - 1));
    }
    case 'hourly': {
      const { hour, within, room } = hourOf(ramp, place);
      return hour * HOUR_MS + Math.ceil((within * HOUR_MS) / room);
    }
  }
}

/** How many mails an hour (0, 1, 2, …) of a ramp has room for. */
export const roomIn = ({ perHour, growthPercent }: Extract<Ramp, { kind: 'hourly' }>, hour: number): number =>
  Math.floor(perHour * (1 + growthPercent / 100) ** hour);

interface Hour {
  hour: number;
  /** How many of the hour come before. */
  within: number;
  room: number;
}

function hourOf(ramp: Extract<Ramp, { kind: 'hourly' }>, place: number): Hour {
  if (ramp.growthPercent === 0)
    return { hour: Math.floor(place / ramp.perHour), within: place % ramp.perHour, room: ramp.perHour };
  let before = 0;
  for (let hour = 0; ; hour++) {
    const room = roomIn(ramp, hour);
    if (place < before + room) return { hour, within: place - before, room };
    before += room;
  }
}

/** How long a campaign of so many people takes to leave, in milliseconds. */
export const rampLengthMs = (ramp: Ramp, count: number): number =>
  count > 0 ? rampOffsetMs(ramp, count - 1, count) : 0;
