import { describe, expect, test } from 'vitest';
import { segmentTemplates } from '../segments/templates';
import { starterDocuments } from '~/delivery/documents/starters';
import { flowSchema, type FlowDefinition } from '~/decisions/flows/language/flow';
import { flowProblems } from '~/decisions/flows/language/flow-problems';
import { flowTemplate, flowTemplates } from '~/decisions/flows/templates';
import { isAboutCarts } from '~/decisions/flows/run-subject';

const CONTEXT = {
  segmentIds: new Set(segmentTemplates.map(({ key }) => key)),
  templates: new Set(Object.keys(starterDocuments)),
  segmentTags: [],
  endpoints: new Set<string>(),
  offers: new Set<string>(),
};

describe('flows to begin with', () => {
  test.each(flowTemplates.map((each) => [each.definition.key, each] as const))(
    '%s can be turned on as it is, with mails that are there',
    (key, { definition }) => {
      expect(flowSchema.parse(definition)).toEqual(definition);
      expect(flowProblems(definition, CONTEXT)).toEqual([]);
      expect(flowTemplate(key)?.definition).toBe(definition);
    },
  );

  test('have keys, names and ranks of their own: no two of them are one as important as the other', () => {
    for (const field of ['key', 'name', 'priority'] as const) {
      const values = flowTemplates.map(({ definition }) => definition[field]);
      expect(new Set<unknown>(values).size, field).toBe(values.length);
    }
  });

  test('lose nobody who took their consent back; what was asked for needs none but its own', () => {
    const isAsked = ({ trigger }: FlowDefinition) => trigger.kind === 'catalogue' && trigger.whom === 'asked';
    for (const { definition } of flowTemplates.filter((each) => !isAsked(each.definition)))
      expect(definition.exits.map(({ key }) => key)).toContain('consent-lost');
  });

  test('are about carts where they begin with one, and only there', () => {
    const ofCarts = flowTemplates.filter(({ definition }) => isAboutCarts(definition));
    expect(ofCarts.map(({ definition }) => definition.key)).toEqual(['abandoned-cart', 'abandoned-checkout']);
  });

  test('begin with a segment that is one of the usual ones', () => {
    for (const { segment } of flowTemplates)
      if (segment) expect(segmentTemplates.map(({ key }) => key)).toContain(segment);
  });
});
