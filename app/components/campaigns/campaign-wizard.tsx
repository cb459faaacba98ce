import { useCallback, useState } from 'react';
import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { CampaignForm } from '~/ops/campaigns/campaign-form';
import type { EditPage, Step } from '~/ops/campaigns/edit-page.server';
import { LooseRow } from '../loose-row';
import { CheckStep } from './check-step';
import type { StepProps } from './step-props';
import { useCampaignSaving, type CampaignSaving } from './use-campaign-saving';
import { WhatStep } from './what-step';
import { WhenStep } from './when-step';
import { WhomStep } from './whom-step';

const STEPS: { step: Step; title: string }[] = [
  { step: 'what', title: 'What' },
  { step: 'whom', title: 'To whom' },
  { step: 'when', title: 'When' },
  { step: 'check', title: 'Check' },
];

/** A draft in four steps. Each is kept when it is left, whichever way. */
export function CampaignWizard({ page }: { page: EditPage }) {
  const [form, setForm] = useState(page.form);
  const action = `/app/campaigns/${page.id}/edit`;
  const saving = useCampaignSaving(action);
  const change = useCallback((changes: Partial<CampaignForm>) => setForm((now) => ({ ...now, ...changes })), []);
  const goTo = (to: Step) => saving.submit({ intent: 'save', id: page.id, campaign: JSON.stringify(form), to });
  const props: StepProps = { page, form, change, problemOf: saving.problemOf };
  return (
    <BlockStack gap="400">
      <LooseRow>
        <StepLine step={page.step} goTo={goTo} />
      </LooseRow>
      {saving.first && (
        <Banner tone="critical" title="It was not kept">
          <Text as="p">{saving.first}</Text>
        </Banner>
      )}
      {page.step === 'what' && <WhatStep {...props} />}
      {page.step === 'whom' && <WhomStep {...props} />}
      {page.step === 'when' && <WhenStep {...props} />}
      {page.step === 'check' ? (
        <CheckStep page={page} />
      ) : (
        <LooseRow>
          <NextButtons step={page.step} saving={saving} goTo={goTo} />
        </LooseRow>
      )}
    </BlockStack>
  );
}

function StepLine({ step, goTo }: { step: Step; goTo: (to: Step) => void }) {
  return (
    <nav aria-label="Steps">
      <InlineStack gap="200">
        {STEPS.map(({ step: each, title }, nth) => (
          <span key={each} {...(each === step ? { 'aria-current': 'step' as const } : {})}>
            <Button pressed={each === step} onClick={() => goTo(each)}>
              {`${nth + 1}. ${title}`}
            </Button>
          </span>
        ))}
      </InlineStack>
    </nav>
  );
}

interface NextProps {
  step: Step;
  saving: CampaignSaving;
  goTo: (to: Step) => void;
}

function NextButtons({ step, saving, goTo }: NextProps) {
  const navigate = useNavigate();
  const at = STEPS.findIndex((each) => each.step === step);
  const next = STEPS[at + 1];
  return (
    <InlineStack gap="200">
      <Button variant="primary" loading={saving.isSaving} onClick={() => goTo(next?.step ?? 'check')}>
        {`Next: ${(next?.title ?? 'Check').toLowerCase()}`}
      </Button>
      <Button onClick={() => navigate('/app/campaigns')}>Leave it for now</Button>
    </InlineStack>
  );
}
