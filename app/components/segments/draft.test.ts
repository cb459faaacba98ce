import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../tests/models/people-and-rules';
import { leavesOf, type Rule } from '~/customers/rules/rule';
import { conditionsOf } from '~/ops/segments/conditions';
import { changed, draftOf, keysFrom, pathKey, pathsOf, ruleOf, withPart, type Draft, type GroupDraft } from './draft';

/** Two negations say nothing. */
function plain(rule: Rule): Rule {
  if (rule.kind === 'all' || rule.kind === 'any') return { ...rule, rules: rule.rules.map(plain) };
  if (rule.kind !== 'not') return rule;
  return rule.rule.kind === 'not' ? plain(rule.rule.rule) : { kind: 'not', rule: plain(rule.rule) };
}

const partsOf = (draft: Draft): Draft[] =>
  draft.kind === 'group' ? [draft, ...draft.parts.flatMap(partsOf)] : [draft];

describe('a rule in the editor', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const out = plain(ruleOf(draftOf(rule, keysFrom())));
        const wanted = plain(rule);
        const isGroup = ['all', 'any'].includes((wanted.kind === 'not' ? wanted.rule : wanted).kind);
        expect(out).toEqual(isGroup ? wanted : { kind: 'all', rules: [wanted] });
      }),
    );
  });

  it('has each condition at the path that counts and problems name', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const draft = draftOf(rule, keysFrom());
        const paths = pathsOf(draft);
        const shown = partsOf(draft).filter(({ kind }) => kind === 'condition');
        const named = conditionsOf(ruleOf(draft)).map(({ path }) => pathKey(path));
        const inKept = partsOf(draft).flatMap((part) => (part.kind === 'kept' ? leavesOf(part.rule) : []));
        expect(shown.length + inKept.length).toBe(named.length);
        for (const { key } of shown) expect(named).toContain(paths.get(key));
      }),
    );
  });
});

describe('a part of it', () => {
  const leaf = (value: string): Rule => ({ kind: 'fact', fact: 'profile.country', is: 'is', value });
  const rule: Rule = { kind: 'all', rules: [leaf('DE'), { kind: 'not', rule: { kind: 'any', rules: [leaf('FR')] } }] };
  const root = draftOf(rule, keysFrom());
  const [first, group] = root.parts as [Draft, GroupDraft];
  const added = (value: string): Draft => ({ kind: 'kept', key: value, rule: leaf(value) });

  it('is added to its group, or behind another', () => {
    expect(ruleOf(withPart(root, group.key, added('AT')))).toEqual({
      kind: 'all',
      rules: [leaf('DE'), { kind: 'not', rule: { kind: 'any', rules: [leaf('FR'), leaf('AT')] } }],
    });
    const { rules: [, second] = [] } = ruleOf(withPart(root, root.key, added('AT'), first.key)) as { rules?: Rule[] };
    expect(second).toEqual(leaf('AT'));
  });

  it('is taken away or changed, however deep it lies', () => {
    const [deep] = group.parts as [Draft];
    expect(ruleOf(changed(root, deep.key, () => added('CH')))).toEqual({
      kind: 'all',
      rules: [leaf('DE'), { kind: 'not', rule: { kind: 'any', rules: [leaf('CH')] } }],
    });
    expect(ruleOf(changed(root, group.key, () => null))).toEqual({ kind: 'all', rules: [leaf('DE')] });
  });
});
