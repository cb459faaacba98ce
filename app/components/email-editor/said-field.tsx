import { useId, type KeyboardEvent } from 'react';
import { BlockStack, Button, ButtonGroup, InlineStack, TextField } from '@shopify/polaris';
import { LinkIcon, ListBulletedIcon, TextBoldIcon, TextItalicIcon } from '@shopify/polaris-icons';
import { useEmailEditing } from './email-editing';
import { MergeTagPicker } from './merge-tag-picker';
import { withInserted, withMark, type Chosen, type Mark } from './text-marks';

interface SaidFieldProps {
  label: string;
  /** Where it stands in the document: `subject`, `KEY.FIELD`. */
  place: string;
  value: string;
  onChange: (text: string) => void;
  /** Bold, links and lists can be written in it. */
  hasMarks?: boolean;
  isLong?: boolean;
  helpText?: string;
}

const MARKS: readonly [Mark, string, typeof LinkIcon][] = [
  ['bold', 'Bold', TextBoldIcon],
  ['italic', 'Italic', TextItalicIcon],
  ['link', 'Link', LinkIcon],
  ['list', 'List', ListBulletedIcon],
];
const KEYS: Readonly<Record<string, Mark>> = { b: 'bold', i: 'italic', k: 'link' };

/** Words of a mail: typed, marked, and with what is personal picked from a list. */
export function SaidField(props: SaidFieldProps) {
  const { label, place, value, onChange, hasMarks = false, isLong = false, helpText } = props;
  const { problemsOf } = useEmailEditing();
  const id = useId();
  const [problem] = problemsOf(place);
  function apply(by: (chosen: Chosen) => Chosen): void {
    const field = document.getElementById(id) as HTMLTextAreaElement | null;
    if (!field) return;
    const next = by({
      text: value,
      start: field.selectionStart ?? value.length,
      end: field.selectionEnd ?? value.length,
    });
    onChange(next.text);
    // Once the field has the text, so that one can go on typing.
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(next.start, next.end);
    });
  }
  function press(event: KeyboardEvent): void {
    const mark = hasMarks && (event.ctrlKey || event.metaKey) ? KEYS[event.key.toLowerCase()] : undefined;
    if (!mark) return;
    event.preventDefault();
    apply((chosen) => withMark(chosen, mark));
  }
  return (
    <BlockStack gap="100">
      <div onKeyDown={press} data-place={place}>
        <TextField
          {...{ id, label, value, onChange, autoComplete: 'off', maxLength: 5_000 }}
          {...(isLong ? { multiline: 4, maxHeight: 320 } : {})}
          {...(problem ? { error: problem } : {})}
          {...(helpText ? { helpText } : {})}
        />
      </div>
      <InlineStack gap="100" align="space-between">
        {hasMarks ? (
          <MarkButtons label={label} onMark={(mark) => apply((chosen) => withMark(chosen, mark))} />
        ) : (
          <span />
        )}
        <MergeTagPicker label={label} onPick={(text) => apply((chosen) => withInserted(chosen, text))} />
      </InlineStack>
    </BlockStack>
  );
}

function MarkButtons({ label, onMark }: { label: string; onMark: (mark: Mark) => void }) {
  return (
    <ButtonGroup variant="segmented">
      {MARKS.map(([mark, name, icon]) => (
        <Button
          key={mark}
          size="slim"
          icon={icon}
          accessibilityLabel={`${name}: ${label}`}
          onClick={() => onMark(mark)}
        />
      ))}
    </ButtonGroup>
  );
}
