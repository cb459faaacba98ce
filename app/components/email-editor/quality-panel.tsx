import { Badge, BlockStack, Button, Text } from '@shopify/polaris';
import type { Finding } from '~/delivery/quality/finding';
import { blockOf, sectionOf, type Part } from './document-parts';
import type { EmailDocument } from '~/delivery/documents/document';
import { kindOf } from './block-kinds';
import { useEmailEditing } from './email-editing';

interface QualityPanelProps {
  onShow: (place: string) => void;
  isKnown: boolean;
}

/** What readers would mind: what keeps the mail from being sent first, and what is good advice. */
export function QualityPanel({ onShow, isKnown }: QualityPanelProps) {
  const { findings } = useEmailEditing();
  const blocking = findings.filter(({ weight }) => weight === 'blocking');
  const advice = findings.filter(({ weight }) => weight === 'advisory');
  if (!isKnown)
    return (
      <Text as="p" tone="subdued">
        It is looked at as soon as the mail is made.
      </Text>
    );
  if (findings.length === 0) return <Text as="p">Nothing that readers would mind was found.</Text>;
  return (
    <BlockStack gap="500">
      {blocking.length > 0 && <Found title="Mend before it is sent" findings={blocking} onShow={onShow} />}
      {advice.length > 0 && <Found title="Advice" findings={advice} onShow={onShow} />}
    </BlockStack>
  );
}

function Found({ title, findings, onShow }: { title: string; findings: Finding[]; onShow: (place: string) => void }) {
  const { draft } = useEmailEditing();
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {title} <Badge>{String(findings.length)}</Badge>
      </Text>
      <ul className="email-findings">
        {findings.map(({ place, message, remedy }) => (
          <li key={`${place ?? ''} ${message}`}>
            <BlockStack gap="100" inlineAlign="start">
              <Text as="p">{message}</Text>
              <Text as="p" tone="subdued">
                {remedy}
              </Text>
              {place !== undefined && (
                <Button variant="plain" onClick={() => onShow(place)}>
                  {`Show: ${placeName(draft, place)}`}
                </Button>
              )}
            </BlockStack>
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}

/** The part that a place of a finding lies in. */
export function partAt(draft: EmailDocument, place: string): Part {
  const [key = ''] = place.split('.');
  if (sectionOf(draft, key)) return { kind: 'section', key };
  return blockOf(draft, key) ? { kind: 'block', key } : { kind: 'mail' };
}

export function placeName(draft: EmailDocument, place: string): string {
  const part = partAt(draft, place);
  if (part.kind === 'mail') return place === 'preheader' ? 'Preheader' : 'Subject';
  const block = part.kind === 'block' ? blockOf(draft, part.key) : undefined;
  return block ? kindOf(block).name : 'Section';
}
