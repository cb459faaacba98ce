import { compare } from '../../rules/compare';
import { leavesOf, type Leaf, type Rule } from '../../rules/rule';

/** A segment as it is or would be: its rule, and the tag its people carry in Shopify. */
export interface TaggedSegment {
  id: string;
  name: string;
  rule: Rule;
  tag: string | null;
}

/** A rule looks at a tag that follows from that same rule. */
export interface TagCircle {
  /** The segment that writes the tag, and the tag. */
  writer: string;
  tag: string;
  /** The segment whose rule looks at it. */
  looker: string;
}

/**
 * The first tag that a segment's membership hangs on and that hangs on that membership: people would come in because they are in, or go out because
 * they are in, for ever. Segments hang on those they name, and on those that write the tags they look at.
 */
export function circleByTags(segments: readonly TaggedSegment[]): TagCircle | null {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  for (const looker of segments)
    for (const writer of segments)
      if (writer.tag !== null && looksAt(looker.rule, writer.tag) && hangsOn(writer.id, looker.id, byId))
        return { writer: writer.name, tag: writer.tag, looker: looker.name };
  return null;
}

/** Whether who is in one follows from who is in another, or they are the same. */
function hangsOn(from: string, to: string, byId: ReadonlyMap<string, TaggedSegment>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    const segment = byId.get(id);
    if (seen.has(id) || !segment) continue;
    seen.add(id);
    open.push(...namedIn(segment.rule));
    for (const writer of byId.values()) if (writer.tag && looksAt(segment.rule, writer.tag)) open.push(writer.id);
  }
  return false;
}

const namedIn = (rule: Rule): string[] => leavesOf(rule).flatMap((leaf) => (leaf.kind === 'segment' ? leaf.id : []));

const looksAt = (rule: Rule, tag: string): boolean => leavesOf(rule).some((leaf) => isChangedBy(leaf, tag));

/** A condition answers otherwise for somebody with this one tag than for somebody without any. */
function isChangedBy(leaf: Leaf, tag: string): boolean {
  if (leaf.kind !== 'fact' || leaf.fact !== 'shopify.tags') return false;
  return compare('list', [tag], leaf) !== compare('list', [], leaf);
}

export const circleWords = ({ writer, tag, looker }: TagCircle): string =>
  `The rule of “${looker}” looks at the tag “${tag}”, which “${writer}” writes, and who is in “${writer}” follows from that rule: it would look at ` +
  `itself. Take that tag out of the rule and name the segment in its place, or choose another tag.`;
