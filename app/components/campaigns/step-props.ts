import type { CampaignForm } from '~/ops/campaigns/campaign-form';
import type { EditPage } from '~/ops/campaigns/edit-page.server';

/** What each step of a draft is given. */
export interface StepProps {
  page: EditPage;
  form: CampaignForm;
  change(changes: Partial<CampaignForm>): void;
  problemOf(field: string): string | undefined;
}
