import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Icon } from '@shopify/polaris';
import { AlertTriangleIcon } from '@shopify/polaris-icons';
import { nodeWords, triggerWords } from '~/decisions/explanations/flow-words';
import { BEGIN } from './canvas-layout';
import { isSamePart, type Part } from './draft-problems';
import { useFlowEditing } from './flow-editing';
import { stepId } from './focus-step';
import { nodeOf } from './graph-edits';
import { KIND_ICONS, TRIGGER_ICON } from './node-kinds';
import { StepNumbersShort } from './step-numbers';
import { stepName } from './step-panel';

/** A step, or the beginning, as a card of the picture. */
export function CanvasCard({ id }: NodeProps) {
  const { draft, speaker, selected, select, problemsOf } = useFlowEditing();
  const node = nodeOf(draft, id);
  const part: Part = id === BEGIN ? { kind: 'trigger' } : { kind: 'node', key: id };
  if (!node && id !== BEGIN) return null;
  const isChosen = isSamePart(selected, part);
  const problems = problemsOf(part);
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <button
        type="button"
        id={node ? stepId(node.key) : 'part-trigger'}
        className={`flow-card nopan${isChosen ? ' flow-card--chosen' : ''}${problems.length > 0 ? ' flow-card--wrong' : ''}`}
        aria-pressed={isChosen}
        onClick={() => select(isChosen ? null : part)}
      >
        <span className={`flow-icon flow-icon--${node?.kind ?? 'trigger'}`}>
          <Icon source={node ? KIND_ICONS[node.kind] : TRIGGER_ICON} />
        </span>
        <span className="flow-card__words">
          <span className="flow-card__name">{node ? stepName(node.key) : 'Begins with'}</span>
          <span className="flow-card__says">
            {node ? nodeWords(node, speaker) : triggerWords(draft.trigger, speaker)}
          </span>
          {problems.length > 0 ? (
            <span className="flow-card__problem">
              <Icon source={AlertTriangleIcon} tone="warning" />
              {problems[0]}
            </span>
          ) : (
            node && <StepNumbersShort node={node} />
          )}
        </span>
      </button>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
}
