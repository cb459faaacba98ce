import type { Section } from '~/delivery/documents/document';
import { Marks } from './block-card';
import { useEmailEditing } from './email-editing';
import { PartTools } from './part-tools';

const GROUND_WORDS = { paper: 'on paper', ground: 'on ground' } as const;

/** The head of a section in the outline. */
export function SectionBar({ section: { key, ground = 'paper', shownIf }, at }: { section: Section; at: number }) {
  const { selected, select } = useEmailEditing();
  const isChosen = selected.kind === 'section' && selected.key === key;
  const name = `Section ${at + 1}`;
  return (
    <div className={`email-section__bar${isChosen ? ' email-section__bar--chosen' : ''}`}>
      <button
        type="button"
        className="email-card__choose"
        aria-pressed={isChosen}
        onClick={() => select({ kind: 'section', key })}
      >
        <span className="email-card__name">{name}</span>
        <span className="email-card__summary">
          {ground === 'paper' || ground === 'ground' ? GROUND_WORDS[ground] : `on ${ground}`}
        </span>
        <Marks partKey={key} isConditional={shownIf !== undefined} />
      </button>
      {isChosen && <PartTools partKey={key} name={name} />}
    </div>
  );
}
