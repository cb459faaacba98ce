import { BlockStack, ChoiceList, FormLayout, Select, TextField } from '@shopify/polaris';
import type { CampaignForm } from '~/ops/campaigns/campaign-form';
import { TitledCard } from '../titled-card';
import type { StepProps } from './step-props';
import { NumberField } from './number-field';
import { RampFields } from './ramp-fields';

const NINE = 540;

/** When it begins, how fast it goes, and whether it goes once more. */
export function WhenStep(props: StepProps) {
  return (
    <BlockStack gap="400">
      <TimeCard {...props} />
      <RampFields {...props} />
      <AfterwardsCard {...props} />
    </BlockStack>
  );
}

function TimeCard({ page: { shop }, form: { schedule }, change, problemOf }: StepProps) {
  const day = schedule.kind === 'now' ? shop.now.slice(0, 10) : schedule.day;
  const minuteOfDay = schedule.kind === 'now' ? NINE : schedule.minuteOfDay;
  const choose = (kind: CampaignForm['schedule']['kind']) => {
    if (kind === 'now') return change({ schedule: { kind } });
    if (kind === 'at') return change({ schedule: { kind, day, minuteOfDay } });
    // As the day goes round the world: how fast follows from where people live.
    return change({ schedule: { kind, day, minuteOfDay, missed: 'next-day' }, ramp: { kind: 'all' } });
  };
  return (
    <TitledCard title="When it begins">
      <ChoiceList
        title="When it begins"
        titleHidden
        choices={[
          { label: 'As soon as it is scheduled', value: 'now' },
          { label: `At a time of the shop’s clock (${shop.timezone})`, value: 'at' },
          { label: 'At a time where each person lives', value: 'local' },
        ]}
        selected={[schedule.kind]}
        onChange={([kind]) => choose(kind as CampaignForm['schedule']['kind'])}
      />
      {schedule.kind !== 'now' && (
        <FormLayout>
          <FormLayout.Group condensed>
            <TextField
              label="Day"
              type="date"
              autoComplete="off"
              value={schedule.day}
              onChange={(value) => change({ schedule: { ...schedule, day: value } })}
              error={problemOf('schedule.day') ?? problemOf('schedule.at')}
            />
            <TextField
              label="Time"
              type="time"
              autoComplete="off"
              value={toClock(schedule.minuteOfDay)}
              onChange={(value) => change({ schedule: { ...schedule, minuteOfDay: toMinute(value) } })}
            />
          </FormLayout.Group>
          {schedule.kind === 'local' && (
            <Select
              label="For whom it is later already"
              options={[
                { label: 'They get it on the next day, at that time', value: 'next-day' },
                { label: 'They get it at once', value: 'at-once' },
              ]}
              value={schedule.missed}
              onChange={(missed) => change({ schedule: { ...schedule, missed: missed as typeof schedule.missed } })}
            />
          )}
        </FormLayout>
      )}
    </TitledCard>
  );
}

const toClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function toMinute(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes || 0;
}

function AfterwardsCard({ form: { worthHours, resend }, change, problemOf }: StepProps) {
  return (
    <TitledCard title="Afterwards">
      <FormLayout>
        <NumberField
          label="Hours after which it is not worth sending"
          helpText="Whoever has to wait longer, as they were just written to or it is night where they live, does not get it."
          value={worthHours}
          onChange={(value) => change({ worthHours: value })}
          error={problemOf('worthHours')}
        />
        <Select
          label="Once more to those who do not read it"
          options={[
            { label: 'No', value: 'no' },
            { label: 'Yes', value: 'yes' },
          ]}
          value={resend ? 'yes' : 'no'}
          onChange={(value) => change({ resend: value === 'yes' ? { afterDays: 3, subjectLine: null } : null })}
        />
        {resend && (
          <FormLayout.Group>
            <NumberField
              label="Days later"
              value={resend.afterDays}
              onChange={(afterDays) => change({ resend: { ...resend, afterDays } })}
              error={problemOf('resend.afterDays')}
            />
            <TextField
              label="Another subject"
              helpText="Empty: as before."
              autoComplete="off"
              maxLength={200}
              value={resend.subjectLine ?? ''}
              onChange={(subjectLine) => change({ resend: { ...resend, subjectLine: subjectLine || null } })}
            />
          </FormLayout.Group>
        )}
      </FormLayout>
    </TitledCard>
  );
}
