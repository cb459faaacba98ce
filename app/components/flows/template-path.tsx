import { Icon } from '@shopify/polaris';
import { spanWords } from '~/decisions/explanations/spoken-shop';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import type { FlowNode } from '~/decisions/flows/language/node';
import './flows.css';
import { KIND_ICONS } from './node-kinds';
import { listOrder } from './list-order';

/** A template's way as a row of its steps; who cannot see it reads the same in words. */
export function TemplatePath({ flow }: { flow: FlowDraft }) {
  const steps = listOrder(flow)
    .map(({ node }) => node)
    .filter(({ kind }) => kind !== 'exit');
  return (
    <ol className="flow-path">
      {steps.map((node) => (
        <li key={node.key} className={`flow-path__step flow-path__step--${node.kind}`}>
          <span className="flow-path__icon">
            <Icon source={KIND_ICONS[node.kind]} />
          </span>
          <span>{shortly(node)}</span>
        </li>
      ))}
    </ol>
  );
}

function shortly(node: FlowNode): string {
  switch (node.kind) {
    case 'delay':
      return spanWords(node.minutes);
    case 'send':
      return 'Mail';
    case 'condition':
      return 'If';
    case 'lots':
      return 'By lot';
    case 'split':
      return 'Ways';
    case 'wait-for':
      return 'Waits';
    default:
      return node.kind.replaceAll('-', ' ');
  }
}
