import { describe, expect, it } from 'vitest';
import { problemsOf } from '~/customers/rules/problems';
import { ruleSchema } from '~/customers/rules/rule';
import { segmentTemplates } from './templates';

describe('a template', () => {
  it.each(segmentTemplates.map((template) => [template.name, template.rule] as const))('%s can be saved', (_, rule) => {
    expect(ruleSchema.parse(rule)).toEqual(rule);
    expect(problemsOf(rule, { segmentIds: new Set() })).toEqual([]);
  });

  it('has a key and a name of its own', () => {
    for (const of of ['key', 'name'] as const)
      expect(new Set(segmentTemplates.map((template) => template[of])).size).toBe(segmentTemplates.length);
    expect(segmentTemplates.length).toBeGreaterThanOrEqual(10);
  });
});
