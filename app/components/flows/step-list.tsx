import { Badge, BlockStack, Box, Icon, InlineStack, Text } from '@shopify/polaris';
import { againWords, nodeWords, triggerWords, wayWords } from '~/decisions/explanations/flow-words';
import { keyWords } from '~/decisions/explanations/spoken-shop';
import { waysOf } from '~/decisions/flows/language/ways';
import { numberWords } from '~/ops/recommendations/number-words';
import { AddStep } from './add-step';
import { isSamePart, type Part } from './draft-problems';
import { useFlowEditing } from './flow-editing';
import { stepId } from './focus-step';
import { BEGINNING, nodeOf } from './graph-edits';
import { listOrder, type ListedStep } from './list-order';
import { EXITS_ICON, KIND_ICONS, TRIGGER_ICON } from './node-kinds';
import { PartPanel } from './part-panel';
import { StepNumbersShort } from './step-numbers';
import { stepName } from './step-panel';

interface StepListProps {
  /** The chosen part is changed where it stands; else beside the list. */
  hasPanel: boolean;
}

/** A flow as a list: the same that the picture shows and lets one do, for keyboards, screen readers and narrow screens. */
export function StepList({ hasPanel }: StepListProps) {
  const { draft, speaker, isFixed } = useFlowEditing();
  const exits = draft.exits.map(({ key }) => keyWords(key)).join(', ');
  return (
    <ol className="flow-list" aria-label="Steps">
      <li>
        <PartRow part={{ kind: 'trigger' }} icon={TRIGGER_ICON} name="How it begins" hasPanel={hasPanel}>
          {triggerWords(draft.trigger, speaker)}
        </PartRow>
        {!isFixed && <AddStep place={BEGINNING} hasWords />}
      </li>
      {listOrder(draft).map((step) => (
        <li key={step.node.key} style={{ marginInlineStart: `${Math.min(step.depth, 4) * 0.75}rem` }}>
          <StepRow step={step} hasPanel={hasPanel} />
        </li>
      ))}
      <li>
        <PartRow part={{ kind: 'exits' }} icon={EXITS_ICON} name="Ways out" hasPanel={hasPanel}>
          {exits ? `Ends at once for: ${exits}` : 'None: everybody goes all the way'}
        </PartRow>
      </li>
      <li>
        <PartRow part={{ kind: 'settings' }} name="Name and rules of the flow" hasPanel={hasPanel}>
          {againWords(draft)}. Importance {draft.priority} of 100.
        </PartRow>
      </li>
    </ol>
  );
}

function StepRow({ step: { node, by }, hasPanel }: { step: ListedStep; hasPanel: boolean }) {
  const { draft, speaker } = useFlowEditing();
  const from = by?.node ? nodeOf(draft, by.node) : undefined;
  const label = from && by ? wayWords(from, by.way) : '';
  return (
    <BlockStack gap="100">
      {label && from && (
        <Text as="p" variant="bodySm" tone="subdued">
          {stepName(from.key)}: {label}
        </Text>
      )}
      <PartRow
        part={{ kind: 'node', key: node.key }}
        icon={KIND_ICONS[node.kind]}
        name={stepName(node.key)}
        hasPanel={hasPanel}
      >
        {nodeWords(node, speaker)}
      </PartRow>
      <Onward step={{ node, by }} />
    </BlockStack>
  );
}

/** Where each way leads, with how many went it; a step can be put into each. */
function Onward({ step: { node } }: { step: Pick<ListedStep, 'node' | 'by'> }) {
  const { page, isFixed } = useFlowEditing();
  const ways = waysOf(node);
  const numbers = page.numbers.steps[node.key]?.ways ?? {};
  if (ways.length === 0) return null;
  return (
    <ul className="flow-list__ways">
      {ways.map(({ way, to }) => {
        const times = numbers[way];
        return (
          <li key={way}>
            <InlineStack gap="200" blockAlign="center">
              <Text as="span" variant="bodySm" tone="subdued">
                {wayWords(node, way) || 'Then'}: {stepName(to)}
                {times ? ` (${numberWords(times, page.shop.locale)} went this way)` : ''}
              </Text>
              {!isFixed && <AddStep place={{ node: node.key, way }} hasWords />}
            </InlineStack>
          </li>
        );
      })}
    </ul>
  );
}

interface PartRowProps {
  part: Part;
  icon?: (typeof KIND_ICONS)['delay'];
  name: string;
  hasPanel: boolean;
  children: React.ReactNode;
}

function PartRow({ part, icon, name, hasPanel, children }: PartRowProps) {
  const { selected, select, problemsOf, draft } = useFlowEditing();
  const isChosen = isSamePart(selected, part);
  const problems = problemsOf(part).length;
  const node = part.kind === 'node' ? nodeOf(draft, part.key) : undefined;
  return (
    <div className={`flow-row${isChosen ? ' flow-row--chosen' : ''}`}>
      <button
        type="button"
        id={node ? stepId(node.key) : `part-${part.kind}`}
        className="flow-row__button"
        aria-expanded={isChosen}
        onClick={() => select(isChosen ? null : part)}
      >
        {icon && (
          <span className={`flow-icon flow-icon--${node?.kind ?? part.kind}`}>
            <Icon source={icon} />
          </span>
        )}
        <span className="flow-row__words">
          <Text as="span" fontWeight="semibold">
            {name}
          </Text>
          <Text as="span" tone="subdued" breakWord>
            {children}
          </Text>
          {node && <StepNumbersShort node={node} />}
        </span>
        {problems > 0 && <Badge tone="warning">{problems === 1 ? '1 problem' : `${problems} problems`}</Badge>}
      </button>
      {isChosen && hasPanel && (
        <Box padding="300" borderBlockStartWidth="025" borderColor="border">
          <PartPanel part={part} />
        </Box>
      )}
    </div>
  );
}
