import { Checkbox, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import { useEmailsSaving } from './use-emails-saving';

/** Whether somebody else must approve what is saved before it goes out. */
export function ApprovalRuleCard({ mustApprove }: { mustApprove: boolean }) {
  const saving = useEmailsSaving(mustApprove ? 'What is saved goes out' : 'What is saved waits for approval');
  return (
    <TitledCard title="Approval">
      <Checkbox
        label="Somebody else must approve an email before it goes out"
        helpText="What is saved from then on is a draft. Until it is approved, what was approved last goes on being sent; an email that never was cannot be sent. Whoever saved a version does not approve it."
        checked={mustApprove}
        disabled={saving.isSaving}
        onChange={(isOn) => saving.submit({ intent: 'require-approval', isOn: String(isOn) })}
      />
      {saving.problems.length > 0 && (
        <Text as="p" tone="critical">
          {saving.problems.join(' ')}
        </Text>
      )}
    </TitledCard>
  );
}
