import { lazy, Suspense, useEffect, useState } from 'react';
import { SaveBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Box, Button, ButtonGroup, Card, SkeletonBodyText, Text } from '@shopify/polaris';
import { RedoIcon, UndoIcon } from '@shopify/polaris-icons';
import { useUndoKeys } from '../flows/use-undo-keys';
import { ApprovalCard } from '../emails/approval-card';
import { CommentsPanel } from '../emails/comments-panel';
import { EmailEditingProvider } from './email-editing';
import './email-editor.css';
import { focusPlace } from './focus-place';
import { LanguagesPanel } from './languages-panel';
import { PreviewPane } from './preview-pane';
import { Properties } from './properties';
import { partAt, placeName, QualityPanel } from './quality-panel';
import { useDraftPreview, type DraftPreviewing } from './use-draft-preview';
import type { EmailDrafting } from './use-email-draft';
import type { EmailSaving } from './use-email-saving';
import type { Tried } from './use-tried';

/** Only this page carries what drags. */
const BlocksBoard = lazy(() => import('./blocks-board'));

interface EmailEditorProps {
  drafting: EmailDrafting;
  saving: EmailSaving;
  tried: Tried;
}

const PANES = ['blocks', 'panel', 'preview'] as const;
type Pane = (typeof PANES)[number];
const NAMES: Record<Pane, string> = { blocks: 'Blocks', panel: 'Change', preview: 'Preview' };

/** A mail to be changed: its blocks, the mail itself, and everything of what is chosen. Beside each other where there is room, else one at a time. */
export function EmailEditor({ drafting, saving, tried }: EmailEditorProps) {
  const [pane, setPane] = useState<Pane>('blocks');
  const previewing = useDraftPreview(drafting.draft, tried);
  useUndoKeys(drafting.undo, drafting.redo);
  const { shown } = previewing;
  const editing = {
    ...drafting.editing,
    hidden: new Set(shown?.hidden ?? []),
    findings: shown?.findings ?? [],
    select(part: Parameters<typeof drafting.editing.select>[0]) {
      drafting.editing.select(part);
      setPane('panel');
    },
  };
  return (
    <EmailEditingProvider value={editing}>
      <SavingBar drafting={drafting} saving={saving} />
      <PaneChoice pane={pane} onChoose={setPane} />
      <div className={`email-editor email-editor--${pane}`}>
        <div className="email-editor__blocks">
          <BlocksCard drafting={drafting} />
        </div>
        <div className="email-editor__preview">
          <Card>
            <PreviewPane {...{ previewing, tried }} />
          </Card>
        </div>
        <div className="email-editor__panel">
          <BlockStack gap="400">
            <PanelCard {...{ previewing, drafting }} select={editing.select} onLook={tried.chooseLanguage} />
            <ApprovalCard emailKey={drafting.draft.key} isDirty={drafting.isDirty} />
          </BlockStack>
        </div>
      </div>
    </EmailEditingProvider>
  );
}

/** On a narrow screen: which of the three is seen. */
function PaneChoice({ pane, onChoose }: { pane: Pane; onChoose: (pane: Pane) => void }) {
  return (
    <div className="email-editor__choice">
      <ButtonGroup variant="segmented" fullWidth>
        {PANES.map((each) => (
          <Button key={each} pressed={each === pane} onClick={() => onChoose(each)}>
            {NAMES[each]}
          </Button>
        ))}
      </ButtonGroup>
    </div>
  );
}

function BlocksCard({ drafting: { undo, redo } }: { drafting: EmailDrafting }) {
  // Nothing is dragged before the page runs; and what is lazy must not be changed while it still arrives.
  const [isInBrowser, setInBrowser] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const head = (
    <div className="email-editor__head">
      <Text as="h2" variant="headingMd">
        Blocks
      </Text>
      <ButtonGroup variant="segmented">
        <Button icon={UndoIcon} accessibilityLabel="Undo" disabled={!undo} onClick={() => undo?.()} />
        <Button icon={RedoIcon} accessibilityLabel="Redo" disabled={!redo} onClick={() => redo?.()} />
      </ButtonGroup>
    </div>
  );
  const coming = (
    <Card>
      <BlockStack gap="400">
        {head}
        <SkeletonBodyText lines={12} />
      </BlockStack>
    </Card>
  );
  if (!isInBrowser) return coming;
  return (
    <Suspense fallback={coming}>
      <BlocksBoard head={head} />
    </Suspense>
  );
}

interface PanelCardProps {
  previewing: DraftPreviewing;
  drafting: EmailDrafting;
  select: EmailDrafting['editing']['select'];
  onLook: (language: string) => void;
}

const PANELS = ['change', 'quality', 'languages', 'comments'] as const;
type Panel = (typeof PANELS)[number];
const PANEL_NAMES: Record<Panel, string> = {
  ...{ change: 'Change', quality: 'Quality', languages: 'Languages', comments: 'Comments' },
};

function PanelCard({ previewing: { shown }, drafting, select, onLook }: PanelCardProps) {
  const [panel, setPanel] = useState<Panel>('change');
  const { draft, editing } = drafting;
  const { selected } = editing;
  // Whoever chooses a part wants to change it.
  const chosen = JSON.stringify(selected);
  const [known, setKnown] = useState(chosen);
  if (known !== chosen) {
    setKnown(chosen);
    setPanel('change');
  }
  function show(place: string): void {
    select(partAt(draft, place));
    setPanel('change');
    focusPlace(place);
  }
  return (
    <Card>
      <BlockStack gap="400">
        <PanelChoice panel={panel} onChoose={setPanel} count={shown?.findings.length ?? 0} />
        {panel === 'change' && <Properties />}
        {panel === 'quality' && <QualityPanel onShow={show} isKnown={shown !== null} />}
        {panel === 'languages' && <LanguagesPanel onLook={onLook} />}
        {panel === 'comments' && (
          <CommentsPanel
            emailKey={draft.key}
            part={selected.kind === 'mail' ? null : selected.key}
            partWords={(key) => placeName(draft, key)}
            onShowPart={(key) => select(partAt(draft, key))}
          />
        )}
      </BlockStack>
    </Card>
  );
}

function PanelChoice({ panel, onChoose, count }: { panel: Panel; onChoose: (panel: Panel) => void; count: number }) {
  return (
    <div className="email-choice" role="group" aria-label="What to look at">
      {PANELS.map((each) => (
        <button type="button" key={each} aria-pressed={each === panel} onClick={() => onChoose(each)}>
          {PANEL_NAMES[each]}
          {each === 'quality' && count > 0 ? ` ${count}` : ''}
        </button>
      ))}
    </div>
  );
}

/** Keeps the mail; what cannot be kept stands where it is. */
function SavingBar({ drafting, saving }: Pick<EmailEditorProps, 'drafting' | 'saving'>) {
  const { draft, version, isDirty, reset } = drafting;
  const save = () => saving.submit({ intent: 'save', onVersion: String(version), document: JSON.stringify(draft) });
  return (
    <>
      <SaveBar id="email" open={isDirty}>
        <button variant="primary" onClick={save} loading={saving.isSaving ? '' : undefined} />
        <button onClick={reset} />
      </SaveBar>
      {saving.isRefused && (
        <Box paddingBlockEnd="400">
          <Banner tone="critical" title="It was not saved">
            <Text as="p">{saving.general ?? 'What is to be mended is marked in the blocks.'}</Text>
          </Banner>
        </Box>
      )}
    </>
  );
}
