import { useState } from 'react';
import type { Effect, Subject } from '~/decisions/recommendations/merchandising';

export interface NewRuleFields {
  effect: Effect;
  strength: string;
  subject: Subject['kind'];
  /** A tag, a vendor, a type; of a product or a collection its id. */
  value: string;
  /** Of the product or collection that was picked. */
  title: string;
  fromPrice: string;
  toPrice: string;
  from: string;
  until: string;
}

const EMPTY: NewRuleFields = {
  ...{ effect: 'boost', strength: '2', subject: 'product', value: '', title: '' },
  ...{ fromPrice: '', toPrice: '', from: '', until: '' },
};

export interface NewRule {
  fields: NewRuleFields;
  /** Changes some fields; what a rule is about begins anew with its kind. */
  change(changes: Partial<NewRuleFields>): void;
  reset(): void;
  /** As the page's action takes it. */
  form(intent: 'add' | 'preview'): Record<string, string>;
}

/** What stands in the form of a new rule. Only single products can be put first, so that choosing the one chooses the other. */
export function useNewRule(): NewRule {
  const [fields, setFields] = useState(EMPTY);
  return {
    fields,
    change(changes) {
      const next = { ...fields, ...changes };
      if (changes.effect === 'pin') next.subject = 'product';
      if (next.subject !== fields.subject) Object.assign(next, { value: '', title: '', fromPrice: '', toPrice: '' });
      setFields(next);
    },
    reset: () => setFields(EMPTY),
    form(intent) {
      const { title: _shownOnly, ...told } = fields;
      return { intent, ...told };
    },
  };
}
