import type { FormSettings } from '~/ops/storefront/form-settings';

/** What each part of the storefront's form is given. */
export interface FormFieldsProps {
  settings: FormSettings;
  change: (part: Partial<FormSettings>) => void;
  problemOf: (field: string) => string | undefined;
}
