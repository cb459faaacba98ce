import { BlockStack, Link, Select, Text, TextField } from '@shopify/polaris';
import type { NodeOf } from '~/decisions/flows/language/node';
import { MailPreview } from '../mail-preview';
import { Length } from './wait-fields';
import { useFlowEditing } from './flow-editing';

export function SendFields({ node }: { node: NodeOf<'send'> }) {
  const { changeStep, page, isFixed } = useFlowEditing();
  const options = page.shelf.mails.map(({ key, name }) => ({ value: key, label: name }));
  const mail = page.shelf.mails.find(({ key }) => key === node.template);
  const isKnown = mail !== undefined;
  const missing = { value: node.template, label: node.template ? 'One that is gone' : 'Choose a mail' };
  return (
    <BlockStack gap="300">
      <Select
        label="Which mail"
        options={isKnown ? options : [missing, ...options]}
        value={node.template}
        disabled={isFixed}
        onChange={(template) => changeStep({ ...node, template }, 'template')}
        helpText={
          mail && (
            <>
              Its subject: “{mail.subject}”. <Link url={`/app/emails/${mail.key}`}>Change the email</Link>
            </>
          )
        }
      />
      <OfferField node={node} />
      <Length
        label="Worth sending for"
        minutes={node.expiresAfterMinutes}
        onChange={(expiresAfterMinutes) => changeStep({ ...node, expiresAfterMinutes }, 'expires')}
      />
      <Text as="p" tone="subdued">
        Quiet hours, limits and consent are looked at just before it leaves. What cannot leave in that time is not sent.
      </Text>
      {isKnown && <MailPreview key={node.template} template={node.template} />}
    </BlockStack>
  );
}

const NO_OFFER = { value: '', label: 'No code' };

function OfferField({ node }: { node: NodeOf<'send'> }) {
  const { changeStep, page, isFixed } = useFlowEditing();
  const named = node.offer ?? '';
  const offers = page.shelf.offers.filter(({ id, isOn }) => isOn || id === named);
  const options = [
    NO_OFFER,
    ...offers.map(({ id, name, isOn }) => ({ value: id, label: isOn ? name : `${name} (switched off)` })),
  ];
  const missing = { value: named, label: 'One that is gone' };
  const isKnown = options.some(({ value }) => value === named);
  return (
    <Select
      label="A code of"
      options={isKnown ? options : [missing, ...options]}
      value={named}
      disabled={isFixed}
      onChange={(offer) => changeStep(withOffer(node, offer), 'offer')}
      helpText={
        <>
          Each person gets a code of their own, where the mail has a place for it. Offers are made in{' '}
          <Link url="/app/settings/offers">Settings</Link>.
        </>
      }
    />
  );
}

function withOffer({ offer: _before, ...node }: NodeOf<'send'>, offer: string): NodeOf<'send'> {
  return offer === '' ? node : { ...node, offer };
}

type ValueKind = 'text' | 'number' | 'yes' | 'no' | 'none';

const VALUES: { value: ValueKind; label: string }[] = [
  { value: 'text', label: 'a text' },
  { value: 'number', label: 'a number' },
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
  { value: 'none', label: 'nothing: it is taken away' },
];

type Value = NodeOf<'set-property'>['value'];

function kindOf(value: Value): ValueKind {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? 'number' : 'text';
}

function begunAs(kind: ValueKind, before: Value): Value {
  switch (kind) {
    case 'text':
      return before === null || typeof before === 'boolean' ? '' : String(before);
    case 'number':
      return Number(before) || 0;
    case 'yes':
      return true;
    case 'no':
      return false;
    case 'none':
      return null;
  }
}

export function PropertyFields({ node }: { node: NodeOf<'set-property'> }) {
  const { changeStep, isFixed } = useFlowEditing();
  const kind = kindOf(node.value);
  const read = (text: string): Value => (kind === 'number' ? Number(text.replace(',', '.')) : text);
  return (
    <BlockStack gap="300">
      <TextField
        label="Name of the property"
        autoComplete="off"
        maxLength={128}
        value={node.property}
        disabled={isFixed}
        onChange={(property) => changeStep({ ...node, property }, 'property')}
        helpText="Rules and segments can ask for it."
      />
      <Select
        label="Becomes"
        options={VALUES}
        value={kind}
        disabled={isFixed}
        onChange={(next) => changeStep({ ...node, value: begunAs(next as ValueKind, node.value) }, 'kind')}
      />
      {(kind === 'text' || kind === 'number') && (
        <TextField
          label="Value"
          autoComplete="off"
          maxLength={1_000}
          {...(kind === 'number' ? { type: 'number' as const } : {})}
          value={String(node.value)}
          disabled={isFixed}
          onChange={(text) => changeStep({ ...node, value: read(text) }, 'value')}
        />
      )}
    </BlockStack>
  );
}

const CHANGES = [
  { value: 'add', label: 'Put it on the customer' },
  { value: 'remove', label: 'Take it away' },
];

export function TagFields({ node }: { node: NodeOf<'tag'> }) {
  const { changeStep, isFixed } = useFlowEditing();
  return (
    <BlockStack gap="300">
      <Select
        label="What to do"
        options={CHANGES}
        value={node.change}
        disabled={isFixed}
        onChange={(change) => changeStep({ ...node, change: change as typeof node.change }, 'change')}
      />
      <TextField
        label="Tag"
        autoComplete="off"
        maxLength={40}
        value={node.tag}
        disabled={isFixed}
        onChange={(tag) => changeStep({ ...node, tag }, 'tag')}
        helpText="It stands with the customer in Shopify’s admin."
      />
    </BlockStack>
  );
}

export function WebhookFields({ node }: { node: NodeOf<'webhook'> }) {
  const { changeStep, page, isFixed } = useFlowEditing();
  const options = page.shelf.endpoints.map(({ id, url }) => ({ value: id, label: url }));
  const isKnown = options.some(({ value }) => value === node.endpoint);
  const missing = { value: node.endpoint, label: node.endpoint ? 'One that is gone' : 'Choose an address' };
  return (
    <BlockStack gap="300">
      <Select
        label="Address"
        options={isKnown ? options : [missing, ...options]}
        value={node.endpoint}
        disabled={isFixed}
        onChange={(endpoint) => changeStep({ ...node, endpoint }, 'endpoint')}
      />
      <Text as="p" tone="subdued">
        Addresses of your programs stand in <Link url="/app/settings/webhooks">Settings</Link>.
      </Text>
    </BlockStack>
  );
}
