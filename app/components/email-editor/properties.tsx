import { Banner, BlockStack, Button, InlineStack, Select, Text } from '@shopify/polaris';
import type { Block } from '~/delivery/documents/blocks';
import type { Section } from '~/delivery/documents/document';
import { kindOf } from './block-kinds';
import { BlockFields } from './block-fields';
import { ConditionField } from './condition-field';
import { changeBlock, changeSection } from './document-edits';
import { blockOf, sectionAround, sectionOf } from './document-parts';
import { useEmailEditing } from './email-editing';
import { ColourField } from './field-parts';
import { InboxFields } from './inbox-fields';

export const PROPERTIES_ID = 'email-properties';

/** Everything of the chosen part. */
export function Properties() {
  const { draft, selected, problemsOf } = useEmailEditing();
  if (selected.kind === 'mail')
    return (
      <Titled title="The mail" what="What is seen of it before it is opened" problems={problemsOf('')}>
        <InboxFields />
      </Titled>
    );
  const problems = problemsOf(selected.key);
  const section = selected.kind === 'section' ? sectionOf(draft, selected.key) : undefined;
  const block = selected.kind === 'block' ? blockOf(draft, selected.key) : undefined;
  if (section)
    return (
      <Titled title="Section" what="Blocks on one ground, shown together or not at all" problems={problems}>
        <SectionFields key={section.key} section={section} />
      </Titled>
    );
  if (!block) return null;
  return (
    <Titled title={kindOf(block).name} what={kindOf(block).what} problems={problems}>
      <OfBlock key={block.key} block={block} />
    </Titled>
  );
}

interface TitledProps {
  title: string;
  what: string;
  problems: string[];
  children: React.ReactNode;
}

function Titled({ title, what, problems, children }: TitledProps) {
  return (
    <section aria-label={`Change: ${title}`} id={PROPERTIES_ID} tabIndex={-1}>
      <BlockStack gap="400">
        <BlockStack>
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {what}
          </Text>
        </BlockStack>
        {problems.length > 0 && (
          <Banner tone="critical">
            {problems.map((problem) => (
              <Text as="p" key={problem}>
                {problem}
              </Text>
            ))}
          </Banner>
        )}
        {children}
      </BlockStack>
    </section>
  );
}

function OfBlock({ block }: { block: Block }) {
  const { draft, change, select } = useEmailEditing();
  const set = (part: Partial<Block>, field: string) =>
    change(
      (before) => changeBlock(before, block.key, (now) => whole({ ...now, ...part } as Block)),
      `${block.key} ${field}`,
    );
  const section = sectionAround(draft, block.key);
  return (
    <BlockStack gap="500">
      <BlockFields block={block} set={set} />
      <ConditionField rule={block.shownIf} onChange={(shownIf) => set({ shownIf }, 'shownIf')} />
      {section && (
        <InlineStack>
          <Button variant="plain" onClick={() => select({ kind: 'section', key: section.key })}>
            Change the section it stands in
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

/** What is not said is not there: a document holds no empty fields. */
const whole = <T extends object>(part: T): T =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T;

const GROUNDS = [
  { value: 'paper', label: 'Paper, of the brand' },
  { value: 'ground', label: 'Ground, of the brand' },
  { value: 'accent', label: 'Accent, of the brand' },
  { value: 'own', label: 'A colour of its own' },
];

function SectionFields({ section }: { section: Section }) {
  const { change, page } = useEmailEditing();
  const { key, ground = 'paper', shownIf } = section;
  const { colours } = page.kit;
  const isOwn = !Object.hasOwn(colours, ground);
  const set = (part: Partial<Section>, field: string) =>
    change(
      (before) => ({
        ...changeSection(before, key, part),
        sections: changeSection(before, key, part).sections.map(whole),
      }),
      `${key} ${field}`,
    );
  return (
    <BlockStack gap="500">
      <BlockStack gap="400">
        <Select
          label="Ground"
          options={GROUNDS}
          value={isOwn ? 'own' : ground}
          onChange={(next) => set({ ground: next === 'own' ? '#eef3ee' : next }, 'ground')}
        />
        {isOwn && (
          <ColourField
            {...{ label: 'Colour of the ground', place: `${key}.ground`, value: ground, usual: colours.paper }}
            against={colours.ink}
            onChange={(next) => set({ ground: next ?? 'paper' }, 'ground colour')}
          />
        )}
      </BlockStack>
      <ConditionField rule={shownIf} onChange={(next) => set({ shownIf: next }, 'shownIf')} />
    </BlockStack>
  );
}
