import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { campaignSchema, type Campaign } from '~/decisions/campaigns/campaign';
import { jsonOf } from '~/platform/json-of';

/** A campaign as forms write it: an instant is a day and a time of the shop's clock. */
export type CampaignForm = Omit<Campaign, 'schedule'> & { schedule: FormSchedule };
type FormSchedule = Exclude<Campaign['schedule'], { kind: 'at' }> | { kind: 'at'; day: string; minuteOfDay: number };

const atShop = z.object({
  kind: z.literal('at'),
  day: z.iso.date('is needed'),
  minuteOfDay: z.number().int().min(0).max(1_439),
});

/** What is no form at all lacks every field. */
const formSchema = z.record(z.string(), z.unknown()).catch({});

/** Reads what a form sent. The first that is wrong comes with its field and what to do. */
export function readForm(
  text: string,
  timezone: string,
): { kind: 'read'; campaign: Campaign } | { kind: 'wrong'; problems: { field: string; message: string }[] } {
  const told = formSchema.parse(jsonOf(text));
  const at = atShop.safeParse(told.schedule);
  const schedule = at.success ? { kind: 'at', at: instantOf(at.data, timezone) } : told.schedule;
  const parsed = campaignSchema.safeParse({ ...told, schedule });
  if (parsed.success) return { kind: 'read', campaign: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { kind: 'wrong', problems };
}

const instantOf = ({ day, minuteOfDay }: z.infer<typeof atShop>, timeZone: string): string =>
  new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({
      timeZone,
      plainTime: new Temporal.PlainTime(Math.floor(minuteOfDay / 60), minuteOfDay % 60),
    }).epochMilliseconds,
  ).toISOString();

export function formOf({ schedule, ...campaign }: Campaign, timezone: string): CampaignForm {
  if (schedule.kind !== 'at') return { ...campaign, schedule };
  const at = Temporal.Instant.from(schedule.at).toZonedDateTimeISO(timezone);
  const minuteOfDay = at.hour * 60 + at.minute;
  return { ...campaign, schedule: { kind: 'at', day: at.toPlainDate().toString(), minuteOfDay } };
}
