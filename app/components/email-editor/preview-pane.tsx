import { useState } from 'react';
import { Banner, BlockStack, Button, ButtonGroup, InlineStack, Select, SkeletonBodyText, Text } from '@shopify/polaris';
import type { Tried } from './use-tried';
import { useWide } from '../flows/use-wide';
import { useEmailEditing } from './email-editing';
import { InboxList } from './inbox-fields';
import { inScheme } from './in-scheme';
import { languageName } from './language-names';
import { PointedFrame } from './pointed-frame';
import { MailSource } from './mail-source';
import { PersonPicker } from './person-picker';
import type { DraftPreviewing, ShownDraft } from './use-draft-preview';

const MODES = [
  { mode: 'desktop', label: 'Desktop' },
  { mode: 'phone', label: 'Phone' },
  { mode: 'dark', label: 'Dark' },
  { mode: 'text', label: 'Plain text' },
] as const;
const DESKTOP_PX = 660;
const PHONE_PX = 360;
type Mode = (typeof MODES)[number]['mode'];

interface PreviewPaneProps {
  previewing: DraftPreviewing;
  tried: Tried;
}

/** The mail itself, as somebody would get it: made by what makes mails for sending. */
export function PreviewPane({ previewing, tried }: PreviewPaneProps) {
  const { draft, page } = useEmailEditing();
  const { shown, problem, isAsking } = previewing;
  const isWide = useWide();
  const [chosen, setMode] = useState<Mode | null>(null);
  const mode = chosen ?? (isWide ? 'desktop' : 'phone');
  const languages = [page.language, ...Object.keys(draft.translations ?? {})];
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" align="space-between" blockAlign="center">
        <InlineStack gap="200">
          <PersonPicker emailKey={page.key} who={shown?.who ?? 'whoever would get it next'} onChoose={tried.chooseAs} />
          {languages.length > 1 && (
            <Select
              label="Language shown"
              labelHidden
              options={[
                { value: '', label: 'In their language' },
                ...languages.map((value) => ({ value, label: `In ${languageName(value)}` })),
              ]}
              value={tried.language}
              onChange={tried.chooseLanguage}
            />
          )}
        </InlineStack>
        <ButtonGroup variant="segmented">
          {MODES.map(({ mode: each, label }) => (
            <Button key={each} size="slim" pressed={each === mode} onClick={() => setMode(each)}>
              {label}
            </Button>
          ))}
        </ButtonGroup>
      </InlineStack>
      {problem && (
        <Banner tone="warning">
          <Text as="p">{problem}</Text>
        </Banner>
      )}
      {shown?.note && (
        <Text as="p" tone="subdued">
          {shown.note}
        </Text>
      )}
      {shown ? <Mail shown={shown} mode={mode} /> : problem ? null : <SkeletonBodyText lines={16} />}
      {shown && (
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <Figures shown={shown} isAsking={isAsking} mode={mode} />
          <MailSource draft={draft} tried={tried} />
        </InlineStack>
      )}
    </BlockStack>
  );
}

function Mail({ shown, mode }: { shown: ShownDraft; mode: Mode }) {
  const { page } = useEmailEditing();
  const { subject, preheader, html, text } = shown;
  return (
    <BlockStack gap="200">
      <InboxList from={page.shop.name} subject={subject} preheader={preheader} />
      {mode === 'text' ? (
        <pre className="email-text" tabIndex={0} aria-label="The mail as plain text">
          {text}
        </pre>
      ) : (
        <div className={`email-paper${mode === 'dark' ? ' email-paper--dark' : ''}`}>
          <PointedFrame
            title={`Preview: ${subject}`}
            html={inScheme(html, mode === 'dark')}
            widthPx={mode === 'phone' ? PHONE_PX : DESKTOP_PX}
          />
        </div>
      )}
    </BlockStack>
  );
}

/** Where Gmail cuts a mail off. */
const MOST_KILOBYTES = 102;

function Figures({ shown, isAsking, mode }: { shown: ShownDraft; isAsking: boolean; mode: Mode }) {
  const kilobytes = Math.max(1, Math.round(shown.bytes / 1_024));
  return (
    <Text as="p" tone="subdued">
      {kilobytes} KB of the {MOST_KILOBYTES} that Gmail shows.
      {mode === 'dark' ? ' As clients show it that heed dark mode; others darken mails in ways of their own.' : ''}
      <span role="status">{isAsking ? ' Made anew …' : ''}</span>
    </Text>
  );
}
