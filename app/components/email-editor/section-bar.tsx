import type { ComponentProps } from 'react';
import { Icon } from '@shopify/polaris';
import { DragHandleIcon } from '@shopify/polaris-icons';
import type { Section } from '~/delivery/documents/document';
import { Marks } from './block-card';
import { useEmailEditing } from './email-editing';
import { PartTools } from './part-tools';

const GROUND_WORDS = { paper: 'on paper', ground: 'on ground', accent: 'on the accent' } as const;

const groundWords = (ground: string): string =>
  Object.hasOwn(GROUND_WORDS, ground) ? GROUND_WORDS[ground as keyof typeof GROUND_WORDS] : `on ${ground}`;

interface SectionBarProps {
  section: Section;
  at: number;
  /** What makes the handle drag the section. */
  handle: ComponentProps<'button'>;
}

/** The head of a section in the outline. */
export function SectionBar({ section: { key, ground = 'paper', shownIf }, at, handle }: SectionBarProps) {
  const { selected, select } = useEmailEditing();
  const isChosen = selected.kind === 'section' && selected.key === key;
  const name = `Section ${at + 1}`;
  return (
    <div className={`email-section__bar${isChosen ? ' email-section__bar--chosen' : ''}`}>
      <div className="email-card__line">
        <button type="button" className="email-card__handle" {...handle} aria-label={`Drag: ${name}`}>
          <Icon source={DragHandleIcon} tone="subdued" />
        </button>
        <button
          type="button"
          className="email-card__choose"
          aria-pressed={isChosen}
          onClick={() => select({ kind: 'section', key })}
        >
          <span className="email-card__name">{name}</span>
          <span className="email-card__summary">{groundWords(ground)}</span>
          <Marks partKey={key} isConditional={shownIf !== undefined} />
        </button>
      </div>
      {isChosen && <PartTools partKey={key} name={name} />}
    </div>
  );
}
