import { Badge } from '@shopify/polaris';

/** Whether a flow runs. */
export function FlowStateBadge({ page: { isOn, isArchived } }: { page: { isOn: boolean; isArchived: boolean } }) {
  const state = isArchived ? 'Out of use' : isOn ? 'On' : 'Off';
  return <Badge {...(isOn && !isArchived ? { tone: 'success' } : {})}>{state}</Badge>;
}
