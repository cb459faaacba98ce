import { useEffect, useState, type PointerEvent, type RefObject } from 'react';
import { kindOf } from './block-kinds';
import { blockOf } from './document-parts';
import { useEmailEditing } from './email-editing';
import { areaAt, type PartArea } from './part-areas';

interface PartOverlayProps {
  areas: readonly PartArea[];
  /** How much smaller than itself the mail is drawn. */
  scale: number;
  /** What scrolls the mail. */
  scroller: RefObject<HTMLElement | null>;
}

/** A sheet above the mail: the block under the mouse is outlined, and chosen by a click. By keys blocks are chosen in the outline. */
export function PartOverlay({ areas, scale, scroller }: PartOverlayProps) {
  const { draft, selected, select } = useEmailEditing();
  const [pointed, setPointed] = useState<PartArea | null>(null);
  const chosenKey = selected.kind === 'block' ? selected.key : null;
  const chosen = areas.find(({ key }) => key === chosenKey);
  useBroughtIntoSight(scroller, chosen, scale);
  function under(event: PointerEvent | React.MouseEvent): PartArea | null {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return areaAt(areas, { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale });
  }
  const shown = areas.find(({ key }) => key === pointed?.key);
  return (
    <div
      role="presentation"
      className={`email-areas${pointed ? ' email-areas--met' : ''}`}
      onPointerMove={(event) => setPointed(under(event))}
      onPointerLeave={() => setPointed(null)}
      onClick={(event) => {
        const key = under(event)?.key;
        if (key === undefined || !blockOf(draft, key)) return;
        select({ kind: 'block', key });
        showInOutline(key);
      }}
    >
      {chosen && <Outlined area={chosen} scale={scale} look="chosen" />}
      {shown && shown.key !== chosenKey && (
        <Outlined area={shown} scale={scale} look="pointed" name={nameOf(blockOf(draft, shown.key))} />
      )}
    </div>
  );
}

const nameOf = (block: ReturnType<typeof blockOf>): string | undefined => block && kindOf(block).name;

interface OutlinedProps {
  area: PartArea;
  scale: number;
  look: 'chosen' | 'pointed';
  name?: string | undefined;
}

function Outlined({ area: { key, left, top, width, height }, scale, look, name }: OutlinedProps) {
  const place = { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
  return (
    <div data-area={key} className={`email-area email-area--${look}`} style={place}>
      {name && <span className="email-area__name">{name}</span>}
    </div>
  );
}

/** The outline scrolls no further than it must. */
const showInOutline = (key: string): void =>
  document.querySelector(`[data-block="${CSS.escape(key)}"]`)?.scrollIntoView({ block: 'nearest' });

const AIR_PX = 24;

/** What is chosen elsewhere is looked for in the mail; as long as it stays chosen, the mail stays where it was scrolled to. */
function useBroughtIntoSight(scroller: RefObject<HTMLElement | null>, area: PartArea | undefined, scale: number): void {
  const key = area?.key;
  useEffect(() => {
    const { current } = scroller;
    if (!current || !area) return;
    const [top, bottom] = [area.top * scale, (area.top + area.height) * scale];
    const isSeen = bottom > current.scrollTop && top < current.scrollTop + current.clientHeight;
    if (!isSeen) current.scrollTo({ top: top - AIR_PX });
  }, [key]);
}
