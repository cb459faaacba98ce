import type { RuleProblem } from '~/customers/rules/problems';
import type { Leaf, Rule } from '~/customers/rules/rule';

/** What must be true of a group's parts. */
export type How = 'all' | 'any' | 'none' | 'not-all';

/** A rule as it stands in the editor: groups, conditions that may be turned round, and what lies too deep to be changed there. Each has a key. */
export type Draft = GroupDraft | ConditionDraft | { kind: 'kept'; key: string; rule: Rule };

export interface GroupDraft {
  kind: 'group';
  key: string;
  how: How;
  parts: Draft[];
}

export interface ConditionDraft {
  kind: 'condition';
  key: string;
  /** It must not hold. */
  isNot: boolean;
  leaf: Leaf;
}

/** Groups in groups that can be changed; deeper ones are shown in words. */
export const DEEPEST_SHOWN = 3;

/** Keys for new parts: `p1`, `p2`, … The server and the browser count alike, each from the beginning for each page. */
export type NewKey = () => string;

export function keysFrom(start = 0): NewKey {
  let last = start;
  return () => `p${++last}`;
}

/** The whole rule as a group. */
export function draftOf(rule: Rule, newKey: NewKey): GroupDraft {
  const draft = partOf(rule, newKey, 1);
  return draft.kind === 'group' ? draft : { kind: 'group', key: newKey(), how: 'all', parts: [draft] };
}

function partOf(rule: Rule, newKey: NewKey, depth: number): Draft {
  const isNot = rule.kind === 'not';
  const inner = isNot ? rule.rule : rule;
  if (inner.kind === 'not') return partOf(inner.rule, newKey, depth);
  if (inner.kind !== 'all' && inner.kind !== 'any') return { kind: 'condition', key: newKey(), isNot, leaf: inner };
  if (depth > DEEPEST_SHOWN) return { kind: 'kept', key: newKey(), rule };
  const how = HOW_OF[`${isNot ? 'not-' : ''}${inner.kind}`];
  return { kind: 'group', key: newKey(), how, parts: inner.rules.map((part) => partOf(part, newKey, depth + 1)) };
}

const HOW_OF = { all: 'all', any: 'any', 'not-any': 'none', 'not-all': 'not-all' } as const;

export function ruleOf(draft: Draft): Rule {
  if (draft.kind === 'kept') return draft.rule;
  if (draft.kind === 'condition') return draft.isNot ? { kind: 'not', rule: draft.leaf } : draft.leaf;
  const rules = draft.parts.map(ruleOf);
  if (draft.how === 'all' || draft.how === 'any') return { kind: draft.how, rules };
  return { kind: 'not', rule: { kind: draft.how === 'none' ? 'any' : 'all', rules } };
}

const isTurned = (draft: Draft): boolean =>
  draft.kind === 'condition'
    ? draft.isNot
    : draft.kind === 'group' && (draft.how === 'none' || draft.how === 'not-all');

/** Where each part stands in the rule, by its key: the path that problems and counts name. */
export function pathsOf(draft: Draft, path: RuleProblem['path'] = []): Map<string, string> {
  const own = isTurned(draft) ? [...path, 'rule'] : path;
  const paths = new Map([[draft.key, pathKey(own)]]);
  if (draft.kind !== 'group') return paths;
  draft.parts.forEach((part, index) => {
    for (const [key, value] of pathsOf(part, [...own, 'rules', index])) paths.set(key, value);
  });
  return paths;
}

export const pathKey = (path: RuleProblem['path']): string => path.join('.');

/** The tree with one part changed; `null` takes it away. */
export function changed<T extends Draft>(draft: T, key: string, change: (part: Draft) => Draft | null): T {
  if (draft.kind !== 'group') return draft;
  const parts = draft.parts.flatMap((part): Draft[] => {
    if (part.key === key) return [change(part) ?? []].flat();
    return [changed(part, key, change)];
  });
  return { ...draft, parts };
}

/** The tree with a part at the end of a group, or behind one of its parts. */
export function withPart(root: GroupDraft, groupKey: string, part: Draft, behind?: string): GroupDraft {
  const put = (group: GroupDraft): GroupDraft => {
    const at = behind ? group.parts.findIndex(({ key }) => key === behind) + 1 : group.parts.length;
    return { ...group, parts: [...group.parts.slice(0, at), part, ...group.parts.slice(at)] };
  };
  if (root.key === groupKey) return put(root);
  return changedDeep(root, groupKey, put);
}

function changedDeep(group: GroupDraft, key: string, put: (group: GroupDraft) => GroupDraft): GroupDraft {
  const parts = group.parts.map((part) => {
    if (part.kind !== 'group') return part;
    return part.key === key ? put(part) : changedDeep(part, key, put);
  });
  return { ...group, parts };
}
