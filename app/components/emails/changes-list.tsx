import { Badge, BlockStack, Box, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import type { Change, FieldValue, PartName } from '~/ops/emails/diff-documents';
import { diffWords, type Run } from '~/ops/emails/diff-words';

/** What differs between two versions: each in words, and where words were changed both side by side. */
export function ChangesList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <Text as="p">Both say the same, and look the same.</Text>;
  return (
    <BlockStack as="ul" gap="300">
      {changes.map((change, nth) => (
        <li key={nth}>
          <ChangeRow change={change} />
        </li>
      ))}
    </BlockStack>
  );
}

const MARKS = {
  added: { words: 'Added', tone: 'success' },
  removed: { words: 'Removed', tone: 'critical' },
  moved: { words: 'Moved', tone: 'info' },
} as const;

function ChangeRow({ change }: { change: Change }) {
  switch (change.kind) {
    case 'added':
    case 'removed':
    case 'moved':
      return (
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={MARKS[change.kind].tone}>{MARKS[change.kind].words}</Badge>
          <Text as="span">{partWords(change.part)}</Text>
        </InlineStack>
      );
    case 'translated':
      return (
        <Both
          title={`${languageWords(change.language)}: ${placeWords(change.place)}`}
          before={change.before}
          after={change.after}
        />
      );
    case 'changed':
      return (
        <Both
          title={change.part ? `${partWords(change.part)}: ${fieldWords(change.field)}` : fieldWords(change.field)}
          before={valueWords(change.field, change.before)}
          after={valueWords(change.field, change.after)}
        />
      );
  }
}

function Both({ title, before, after }: { title: string; before: string; after: string }) {
  const told = diffWords(before, after);
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="200">
        <Side runs={told.before} label="Before" mark="del" />
        <Side runs={told.after} label="After" mark="ins" />
      </InlineGrid>
    </BlockStack>
  );
}

function Side({ runs, label, mark: Mark }: { runs: Run[]; label: string; mark: 'del' | 'ins' }) {
  return (
    <Box background="bg-surface-secondary" padding="200" borderRadius="200">
      <Text as="p" variant="bodySm" tone="subdued">
        {label}
      </Text>
      <Text as="p" breakWord>
        <span style={{ whiteSpace: 'pre-line' }}>
          {runs.length === 0 && '–'}
          {runs.map(({ text, isOwn }, nth) => (isOwn ? <Mark key={nth}>{text}</Mark> : text))}
        </span>
      </Text>
    </Box>
  );
}

const spaced = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `Text (text-3)`: which kind of part, and by which key comments and translations speak of it. */
const partWords = ({ kind, key }: PartName): string => `${capitalised(spaced(kind))} (${key})`;

const FIELDS: Record<string, string> = {
  ...{ shownIf: 'who sees it', text: 'words', label: 'words', alt: 'words beside the picture', url: 'address' },
  ...{ to: 'where it leads', ground: 'what stands behind it', widthPercent: 'width' },
};
const fieldWords = (field: string): string => capitalised(FIELDS[field] ?? spaced(field));

function placeWords(place: string): string {
  const [key = '', field] = place.split('.');
  return field ? `${fieldWords(field).toLowerCase()} of ${key}` : key;
}

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });
const languageWords = (code: string): string => LANGUAGES.of(code) ?? code;

function valueWords(field: string, value: FieldValue): string {
  if (field === 'shownIf') return value === null ? 'Everybody' : `People of whom this is true: ${String(value)}`;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value === null ? '' : String(value);
}
