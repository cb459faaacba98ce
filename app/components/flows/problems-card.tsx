import { Button, List, Text } from '@shopify/polaris';
import type { FlowProblem } from '~/decisions/flows/language/graph';
import { TitledCard } from '../titled-card';
import { partOf } from './draft-problems';
import { useFlowEditing } from './flow-editing';
import { stepName } from './step-panel';

/** What stands in the way of publishing; each leads to where it is mended. */
export function ProblemsCard({ problems }: { problems: readonly FlowProblem[] }) {
  const { draft, select } = useFlowEditing();
  if (problems.length === 0) return null;
  return (
    <TitledCard title={problems.length === 1 ? 'One thing to mend' : `${problems.length} things to mend`}>
      <Text as="p" tone="subdued">
        Until then it cannot be published.
      </Text>
      <List>
        {problems.map((problem) => {
          const part = partOf(problem, draft);
          const where = part.kind === 'node' ? stepName(part.key) : WHERE[part.kind];
          return (
            <List.Item key={problem.path.join('.') + problem.message}>
              {problem.message}{' '}
              <Button variant="plain" accessibilityLabel={`Mend it: ${where}`} onClick={() => select(part)}>
                {where}
              </Button>
            </List.Item>
          );
        })}
      </List>
    </TitledCard>
  );
}

const WHERE = { trigger: 'How it begins', exits: 'Ways out', settings: 'Name and rules' } as const;
