import { unreachable } from '~/platform/errors';
import type { FlowNode } from '~/decisions/flows/language/node';
import { Text } from '@shopify/polaris';
import { LotsFields, SplitFields } from './branch-fields';
import { ConditionFields, DelayFields, WaitForFields, WaitUntilFields } from './wait-fields';
import { PropertyFields, SendFields, TagFields, WebhookFields } from './doing-fields';

/** What can be said of a step, by its kind. */
export function StepFields({ node }: { node: FlowNode }) {
  switch (node.kind) {
    case 'delay':
      return <DelayFields node={node} />;
    case 'wait-until':
      return <WaitUntilFields node={node} />;
    case 'wait-for':
      return <WaitForFields node={node} />;
    case 'condition':
      return <ConditionFields node={node} />;
    case 'split':
      return <SplitFields node={node} />;
    case 'lots':
      return <LotsFields node={node} />;
    case 'send':
      return <SendFields node={node} />;
    case 'set-property':
      return <PropertyFields node={node} />;
    case 'tag':
      return <TagFields node={node} />;
    case 'webhook':
      return <WebhookFields node={node} />;
    case 'exit':
      return (
        <Text as="p" tone="subdued">
          Whoever comes here has gone all the way. Several ways can lead to one end.
        </Text>
      );
    default:
      return unreachable(node);
  }
}
