import { Banner, BlockStack, Button, FormLayout, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import type { ShownOffer } from '~/ops/offers/offers-page.server';
import type { PageShop } from '~/ops/shop-context.server';
import { fractionDigits } from '~/platform/money';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { sentFields, useOfferFields, type OfferEditing, type OfferFields } from './use-offer-fields';
import { WorthFields } from './worth-fields';

interface OfferFormCardProps {
  /** Null: a new one. */
  offer: ShownOffer | null;
  shop: PageShop;
  onDone: () => void;
}

/** Makes an offer, or changes one. */
export function OfferFormCard({ offer, shop, onDone }: OfferFormCardProps) {
  const saving = useSaving('/app/settings/offers', offer ? 'Offer saved' : 'Offer made', onDone);
  const { fields, change } = useOfferFields(offer, fractionDigits(shop.currency));
  const editing: OfferEditing = {
    ...{ fields, change, currency: shop.currency, problemOf: saving.problemOf },
    isFixed: offer?.isFixed ?? false,
  };
  const intent: Record<string, string> = offer ? { intent: 'change', id: offer.id } : { intent: 'make' };
  return (
    <TitledCard title={offer ? `Change “${offer.name}”` : 'A new offer'}>
      <BlockStack gap="400">
        {editing.isFixed && (
          <Banner tone="info">
            People have codes of it, and their mails say what they are worth: that stands. For other terms switch it off
            and make another.
          </Banner>
        )}
        <FormLayout>
          <TextField
            label="Name"
            autoComplete="off"
            maxLength={80}
            value={fields.name}
            onChange={(name) => change({ name })}
            error={saving.problemOf('name')}
            helpText="Customers see it at checkout, beside what it takes off."
          />
          <WorthFields editing={editing} />
          <GivingFields editing={editing} />
        </FormLayout>
        <InlineStack gap="300">
          <Button
            variant="primary"
            loading={saving.isSaving}
            onClick={() => saving.submit({ ...sentFields(fields), ...intent })}
          >
            {offer ? 'Save' : 'Make the offer'}
          </Button>
          <Button onClick={onDone}>Cancel</Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}

const AGAIN = [
  { value: 'never', label: 'Nobody gets a second code' },
  { value: 'after', label: 'Somebody may get another after a time' },
];

function GivingFields({ editing: { fields, change, problemOf } }: { editing: OfferEditing }) {
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <TextField
          label="Days a code is good for"
          type="number"
          autoComplete="off"
          value={fields.validDays}
          onChange={(validDays) => change({ validDays })}
          error={problemOf('validDays')}
          helpText="Counted from when it is given, up to the end of the last day."
        />
        <TextField
          label="Codes begin with"
          autoComplete="off"
          maxLength={10}
          value={fields.prefix}
          onChange={(prefix) => change({ prefix })}
          error={problemOf('prefix')}
          helpText="Such as BACK, for BACK-7XK2MPQ9. May be empty."
        />
      </FormLayout.Group>
      <Select
        label="More than one a person"
        options={AGAIN}
        value={fields.again}
        onChange={(again) => change({ again: again as OfferFields['again'] })}
      />
      {fields.again === 'after' && (
        <TextField
          label="Days after theirs was given"
          type="number"
          autoComplete="off"
          value={fields.againAfterDays}
          onChange={(againAfterDays) => change({ againAfterDays })}
          error={problemOf('againAfterDays')}
        />
      )}
      <Text as="p" tone="subdued">
        Each code can be used once. As long as somebody’s is good, all their mails show the same.
      </Text>
    </FormLayout>
  );
}
