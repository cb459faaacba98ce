import { ChoiceList, FormLayout } from '@shopify/polaris';
import type { CampaignForm } from '~/ops/campaigns/campaign-form';
import { TitledCard } from '../titled-card';
import type { StepProps } from './step-props';
import { NumberField } from './number-field';

type Kind = CampaignForm['ramp']['kind'];

const BEGINNINGS: Record<Kind, CampaignForm['ramp']> = {
  all: { kind: 'all' },
  hourly: { kind: 'hourly', perHour: 500, growthPercent: 20 },
  parts: { kind: 'parts', parts: 4, overHours: 6 },
};

/** How fast it goes. */
export function RampFields({ form: { ramp, schedule }, change, problemOf }: StepProps) {
  if (schedule.kind === 'local') return null;
  return (
    <TitledCard title="How fast it goes">
      <ChoiceList
        title="How fast it goes"
        titleHidden
        choices={[
          { label: 'All at once', value: 'all' },
          {
            label: 'So many an hour',
            value: 'hourly',
            helpText: 'Mailbox providers come to trust a sender bit by bit.',
          },
          { label: 'In parts', value: 'parts', helpText: 'So that not all visitors come at once.' },
        ]}
        selected={[ramp.kind]}
        onChange={([kind]) => change({ ramp: BEGINNINGS[kind as Kind] })}
      />
      <FormLayout>
        {ramp.kind === 'hourly' && (
          <FormLayout.Group>
            <NumberField
              label="Mails in the first hour"
              value={ramp.perHour}
              onChange={(perHour) => change({ ramp: { ...ramp, perHour } })}
              error={problemOf('ramp.perHour')}
            />
            <NumberField
              label="More in each hour, in percent"
              value={ramp.growthPercent}
              onChange={(growthPercent) => change({ ramp: { ...ramp, growthPercent } })}
              error={problemOf('ramp.growthPercent')}
            />
          </FormLayout.Group>
        )}
        {ramp.kind === 'parts' && (
          <FormLayout.Group>
            <NumberField
              label="Parts"
              value={ramp.parts}
              onChange={(parts) => change({ ramp: { ...ramp, parts } })}
              error={problemOf('ramp.parts')}
            />
            <NumberField
              label="Hours from the first to the last"
              value={ramp.overHours}
              onChange={(overHours) => change({ ramp: { ...ramp, overHours } })}
              error={problemOf('ramp.overHours')}
            />
          </FormLayout.Group>
        )}
      </FormLayout>
    </TitledCard>
  );
}
