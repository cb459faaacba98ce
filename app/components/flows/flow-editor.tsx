import { lazy, Suspense, useState } from 'react';
import { SaveBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { RedoIcon, UndoIcon } from '@shopify/polaris-icons';
import { unfilledIn } from './draft-problems';
import './flows.css';
import { useFlowEditing } from './flow-editing';
import { OverviewCard } from './overview-card';
import { PartPanel } from './part-panel';
import { ProblemsCard } from './problems-card';
import { StepList } from './step-list';
import type { FlowDrafting } from './use-flow-draft';
import { useFlowSaving } from './use-flow-saving';
import { useUndoKeys } from './use-undo-keys';
import { useWide } from './use-wide';
import { VersionsCard } from './versions-card';

/** Only pages of a flow carry the picture’s program, and only where it is shown. */
const FlowCanvas = lazy(() => import('./flow-canvas'));

/** A flow to be changed: as a picture with a panel beside it, or as a list that can do the same. */
export function FlowEditor({ drafting }: { drafting: FlowDrafting }) {
  const { selected, isFixed } = useFlowEditing();
  const [isPicture, setPicture] = useState(true);
  const isWide = useWide();
  useUndoKeys(isFixed ? null : drafting.undo, isFixed ? null : drafting.redo);
  const hasPicture = isPicture && isWide;
  return (
    <div className={`flow-editor${isPicture ? ' flow-editor--picture' : ''}`}>
      <SavingBar drafting={drafting} />
      <BlockStack gap="300">
        <Tools drafting={drafting} isWide={isWide} isPicture={isPicture} onChoose={setPicture} />
        <div className="flow-editor__picture">
          <Card padding="0">
            {hasPicture ? (
              <Suspense fallback={<div className="flow-canvas-place" />}>
                <FlowCanvas />
              </Suspense>
            ) : (
              <div className="flow-canvas-place" />
            )}
          </Card>
        </div>
        {!hasPicture && (
          <div className="flow-editor__list">
            <StepList hasPanel={!isWide} />
          </div>
        )}
      </BlockStack>
      <div className="flow-editor__aside">
        <BlockStack gap="400">
          {isWide && selected && (
            <Card>
              <PartPanel part={selected} />
            </Card>
          )}
          <ProblemsCard problems={drafting.problems} />
          {!(isWide && selected) && (
            <>
              <OverviewCard />
              <VersionsCard />
            </>
          )}
        </BlockStack>
      </div>
    </div>
  );
}

interface ToolsProps {
  drafting: FlowDrafting;
  isWide: boolean;
  isPicture: boolean;
  onChoose: (isPicture: boolean) => void;
}

function Tools({ drafting: { undo, redo }, isWide, isPicture, onChoose }: ToolsProps) {
  const { isFixed } = useFlowEditing();
  return (
    // Where cards reach the edges of the screen, what stands between them does not.
    <Box paddingInline={{ xs: '400', sm: '0' }}>
      <InlineStack align="space-between" blockAlign="center">
        <Text as="h2" variant="headingMd">
          What happens
        </Text>
        <InlineStack gap="200">
          {!isFixed && (
            <ButtonGroup variant="segmented">
              <Button icon={UndoIcon} accessibilityLabel="Undo" disabled={!undo} onClick={() => undo?.()} />
              <Button icon={RedoIcon} accessibilityLabel="Redo" disabled={!redo} onClick={() => redo?.()} />
            </ButtonGroup>
          )}
          {isWide && (
            <ButtonGroup variant="segmented">
              <Button pressed={isPicture} onClick={() => onChoose(true)}>
                Picture
              </Button>
              <Button pressed={!isPicture} onClick={() => onChoose(false)}>
                List
              </Button>
            </ButtonGroup>
          )}
        </InlineStack>
      </InlineStack>
    </Box>
  );
}

/** Keeps the draft; what is not filled in is said where it stands, before anything is sent. */
function SavingBar({ drafting }: { drafting: FlowDrafting }) {
  const { draft, revision, isDirty, reset } = drafting;
  const { page, isFixed } = useFlowEditing();
  const [isRefused, setRefused] = useState(false);
  const saving = useFlowSaving(`/app/flows/${page.key}`, 'Draft saved', drafting.keep);
  const unfilled = unfilledIn(draft);
  function save(): void {
    setRefused(unfilled.length > 0);
    if (unfilled.length > 0) return;
    saving.submit({ intent: 'save', base: String(revision), flow: JSON.stringify(draft) });
  }
  const words = isRefused && unfilled.length > 0 ? 'What is missing stands at its place.' : saving.problems[0]?.message;
  return (
    <>
      <SaveBar id="flow" open={isDirty && !isFixed}>
        <button variant="primary" onClick={save} loading={saving.isSaving ? '' : undefined} />
        <button onClick={reset} />
      </SaveBar>
      {words && (
        <div style={{ gridColumn: '1 / -1' }}>
          <Banner tone="critical" title="It was not saved">
            <Text as="p">{words}</Text>
          </Banner>
        </div>
      )}
    </>
  );
}
