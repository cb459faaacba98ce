import { exactly, type SaidShop } from './said-shop';
import type { Campaign, Ramp, Schedule } from '~/decisions/campaigns/campaign';
import type { CampaignState } from '~/decisions/campaigns/states';

export const STATE_WORDS: Record<CampaignState, string> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  sending: 'Sending',
  paused: 'Paused',
  sent: 'Sent',
  cancelled: 'Cancelled',
};

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `on 25 Nov 2026, 14:05`, in the shop's zone. */
export function scheduleWords(schedule: Schedule, shop: SaidShop): string {
  switch (schedule.kind) {
    case 'now':
      return 'as soon as it is scheduled';
    case 'at':
      return `on ${exactly(schedule.at, shop)}`;
    case 'local': {
      const day = new Intl.DateTimeFormat(shop.locale, { dateStyle: 'medium', timeZone: 'UTC' });
      const missed = schedule.missed === 'next-day' ? 'on the next day' : 'at once';
      return `at ${clock(schedule.minuteOfDay)} on ${day.format(new Date(schedule.day))} where each person lives; for whom that has passed, ${missed}`;
    }
  }
}

const hours = (count: number): string => (count === 1 ? 'one hour' : `${count} hours`);

export function rampWords(ramp: Ramp): string {
  switch (ramp.kind) {
    case 'all':
      return 'all at once';
    case 'hourly':
      return `${ramp.perHour.toLocaleString('en')} an hour${ramp.growthPercent ? `, ${ramp.growthPercent} % more in each hour than in the one before` : ''}`;
    case 'parts':
      return `in ${ramp.parts} parts over ${hours(ramp.overHours)}`;
  }
}

export const resendWords = ({ resend }: Campaign): string =>
  resend
    ? `once more ${resend.afterDays === 1 ? 'a day' : `${resend.afterDays} days`} later to those who neither opened nor clicked`
    : 'not once more';
