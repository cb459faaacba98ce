import { BlockStack, ChoiceList, Link, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import type { StepProps } from './step-props';

/** To whom: segments that it goes to, and those that are left out. */
export function WhomStep({ page: { segments }, form: { audience }, change }: StepProps) {
  if (segments.length === 0)
    return (
      <TitledCard title="To whom it goes">
        <Text as="p">
          A campaign goes to segments, and there are none yet. <Link url="/app/segments">Make one first</Link>, then
          come back: this draft is kept.
        </Text>
      </TitledCard>
    );
  const choices = segments.map(({ id, name }) => ({ label: name, value: id }));
  return (
    <BlockStack gap="400">
      <TitledCard title="To whom it goes">
        <ChoiceList
          allowMultiple
          title="Whoever is in any of these"
          choices={choices}
          selected={audience.segmentIds}
          onChange={(segmentIds) => change({ audience: { ...audience, segmentIds } })}
        />
      </TitledCard>
      <TitledCard title="Who is left out">
        <ChoiceList
          allowMultiple
          title="Nobody who is in any of these"
          choices={choices}
          selected={audience.excludedSegmentIds}
          onChange={(excludedSegmentIds) => change({ audience: { ...audience, excludedSegmentIds } })}
        />
      </TitledCard>
    </BlockStack>
  );
}
