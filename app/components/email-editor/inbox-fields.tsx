import { useState } from 'react';
import { BlockStack, Button, Checkbox, InlineStack, Popover, Text } from '@shopify/polaris';
import { useEmailEditing } from './email-editing';
import { SaidField } from './said-field';

/** About so many letters are shown on a telephone and on a wide screen. */
const PHONE_LETTERS = 40;
const WIDE_LETTERS = 60;
const EMOJI = ['✨', '🎁', '👋', '💚', '🛒', '⏰', '🎉', '📦', '🔥', '⭐', '🌿', '☀️'];

/** What is seen of the mail before it is opened. */
export function InboxFields() {
  const { draft, change } = useEmailEditing();
  const { subject, preheader } = draft;
  const set = (part: { subject?: string; preheader?: string }, field: string) =>
    change((before) => ({ ...before, ...part }), field);
  return (
    <BlockStack gap="400">
      <SaidField
        {...{ label: 'Subject', place: 'subject', value: subject }}
        helpText={lettersWords(subject)}
        onChange={(text) => set({ subject: text }, 'subject')}
      />
      <EmojiPicker onPick={(emoji) => set({ subject: `${subject} ${emoji}`.trimStart() }, 'subject')} />
      <SaidField
        {...{ label: 'Preheader', place: 'preheader', value: preheader }}
        helpText={`Stands beside the subject. ${lettersWords(preheader)}`}
        onChange={(text) => set({ preheader: text }, 'preheader')}
      />
      <Checkbox
        label="Also as AMP"
        checked={draft.amp ?? false}
        helpText="Gmail and some others then show recommendations to leaf through, if they know you as a sender of AMP. Only a mail server of your own carries it; Postmark does not, and everybody else sees the usual mail."
        onChange={(next) => change(({ amp: _before, ...before }) => (next ? { ...before, amp: true } : before), 'amp')}
      />
    </BlockStack>
  );
}

function lettersWords(text: string): string {
  const letters = [...text.replace(/\{%[\s\S]*?%\}/g, '').replace(/\{\{[\s\S]*?\}\}/g, '····')].length;
  const seen =
    letters > WIDE_LETTERS
      ? 'its end is cut off on most screens'
      : letters > PHONE_LETTERS
        ? 'its end is cut off on phones'
        : 'seen whole';
  return `${letters} letters: ${seen}.`;
}

function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <InlineStack>
      <Popover
        active={isOpen}
        onClose={() => setOpen(false)}
        activator={
          <Button size="slim" disclosure onClick={() => setOpen(!isOpen)}>
            Add an emoji to the subject
          </Button>
        }
      >
        <div className="email-emoji">
          {EMOJI.map((emoji) => (
            <button
              type="button"
              key={emoji}
              aria-label={`Add ${emoji}`}
              onClick={() => {
                onPick(emoji);
                setOpen(false);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      </Popover>
    </InlineStack>
  );
}

/** As mail programs list it, on a wide screen and on a phone. */
export function InboxList({ from, subject, preheader }: { from: string; subject: string; preheader: string }) {
  return (
    <div className="email-inbox" role="group" aria-label="In the inbox">
      <Text as="span" fontWeight="semibold" truncate>
        {from}
      </Text>
      <Text as="p" truncate>
        <b>{subject}</b> <span className="email-inbox__beside">{preheader}</span>
      </Text>
    </div>
  );
}
