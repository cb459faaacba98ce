import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, Button, FormLayout, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { EFFECT_WORDS, STRENGTH_WORDS } from '~/decisions/explanations/rule-words';
import type { Effect, Subject } from '~/decisions/recommendations/merchandising';
import type { PreviewOutcome } from '~/ops/recommendations/preview-rule.server';
import type { RulesPage } from '~/ops/recommendations/rules-page.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { RulePreviewCard } from './rule-preview';
import { SubjectFields } from './subject-fields';
import { useNewRule, type NewRule } from './use-new-rule';

const ACTION = '/app/recommendations/rules';

const EFFECTS: { value: Effect; label: string }[] = (['pin', 'boost', 'bury', 'exclude'] as const).map((value) => ({
  value,
  label: EFFECT_WORDS[value],
}));
const HELP: Record<Effect, string> = {
  pin: 'It stands in front of everything else, for everybody who does not have it yet. Three at a time at the most.',
  boost: 'It comes further up among what fits a person; what does not fit at all is still not shown.',
  bury: 'It comes further down among what fits a person.',
  exclude: 'It is recommended to nobody, whatever speaks for it.',
};
const STRENGTHS = ([1, 2, 3] as const).map((value) => ({ value: String(value), label: STRENGTH_WORDS[value] }));
const SUBJECTS: { value: Subject['kind']; label: string }[] = [
  { value: 'product', label: 'One product' },
  { value: 'collection', label: 'A collection' },
  { value: 'tag', label: 'Products with a tag' },
  { value: 'vendor', label: 'Products by a vendor' },
  { value: 'type', label: 'Products of a type' },
  { value: 'price', label: 'Products in a range of prices' },
];

/** Adds a rule, and shows what it would change before it does. */
export function NewRuleCard({ page: { shop, known } }: { page: RulesPage }) {
  const rule = useNewRule();
  const preview = useFetcher<PreviewOutcome>();
  const saving = useSaving(ACTION, 'Rule added', rule.reset);
  const seen = preview.state === 'idle' ? preview.data : undefined;
  const problemOf = (field: string) =>
    saving.problemOf(field) ??
    (seen?.kind === 'refused' ? seen.problems.find((problem) => problem.field === field)?.message : undefined);
  const general = problemOf('rule');
  return (
    <>
      <TitledCard title="A new rule">
        {general && (
          <Banner tone="critical" title="It was not added">
            <Text as="p">{general}</Text>
          </Banner>
        )}
        <FormLayout>
          <EffectFields rule={rule} problemOf={problemOf} />
          <SubjectFields rule={rule} known={known} currency={shop.currency} problemOf={problemOf} />
          <DayFields rule={rule} problemOf={problemOf} />
        </FormLayout>
        <InlineStack gap="300">
          <Button variant="primary" loading={saving.isSaving} onClick={() => saving.submit(rule.form('add'))}>
            Add the rule
          </Button>
          <Button
            loading={preview.state !== 'idle'}
            onClick={() => preview.submit(rule.form('preview'), { method: 'post', action: ACTION })}
          >
            See what it changes
          </Button>
        </InlineStack>
      </TitledCard>
      {seen?.kind === 'previewed' && <RulePreviewCard preview={seen} />}
    </>
  );
}

interface PartProps {
  rule: NewRule;
  problemOf: (field: string) => string | undefined;
}

function EffectFields({ rule: { fields, change }, problemOf }: PartProps) {
  const { effect, strength, subject } = fields;
  const isGradual = effect === 'boost' || effect === 'bury';
  const subjects = effect === 'pin' ? SUBJECTS.slice(0, 1) : SUBJECTS;
  return (
    <BlockStack gap="400">
      <FormLayout.Group>
        <Select
          label="What it does"
          options={EFFECTS}
          value={effect}
          onChange={(value) => change({ effect: value as Effect })}
          error={problemOf('effect')}
          helpText={HELP[effect]}
        />
        {isGradual && (
          <Select
            label="How much"
            options={STRENGTHS}
            value={strength}
            onChange={(value) => change({ strength: value })}
            error={problemOf('strength')}
          />
        )}
      </FormLayout.Group>
      <Select
        label="Which products"
        options={subjects}
        value={subject}
        onChange={(value) => change({ subject: value as Subject['kind'] })}
        error={problemOf('subject')}
      />
    </BlockStack>
  );
}

function DayFields({ rule: { fields, change }, problemOf }: PartProps) {
  return (
    <BlockStack gap="100">
      <FormLayout.Group condensed>
        <TextField
          label="From (optional)"
          type="date"
          autoComplete="off"
          value={fields.from}
          onChange={(from) => change({ from })}
          error={problemOf('from')}
        />
        <TextField
          label="Until the end of (optional)"
          type="date"
          autoComplete="off"
          value={fields.until}
          onChange={(until) => change({ until })}
          error={problemOf('until')}
        />
      </FormLayout.Group>
      <Text as="p" tone="subdued">
        Days of your store’s time zone. Left empty, the rule holds from now on, until you remove it.
      </Text>
    </BlockStack>
  );
}
