import type { EmailMarketingState } from '../../../store';
import { StoreRefusal } from '../../live-store/refusal';
import type { AdminContext } from '../context';
import { badRequest, codedError } from '../errors';
import type { MetafieldInput } from '../metafields';
import { gidType } from '../../gid';
import { fullNamespace } from './app';
import { metafieldDefinitionCreate, metafieldsDelete, mustBeWritable } from './metafield-mutations';
import { tagsAdd, tagsRemove } from './tags';
import { findNode } from './lookups';

interface UserError {
  field: string[] | null;
  message: string;
  code?: string | null;
}

interface ConsentInput {
  customerId: string;
  emailMarketingConsent: {
    marketingState: EmailMarketingState | 'INVALID' | 'REDACTED';
    marketingOptInLevel?: 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN' | null;
    consentUpdatedAt?: string | null;
    sourceLocationId?: string | null;
  };
}

function customerEmailMarketingConsentUpdate(
  _source: unknown,
  { input }: { input: ConsentInput },
  { world }: AdminContext,
) {
  const { marketingState, marketingOptInLevel, consentUpdatedAt } = input.emailMarketingConsent;
  if (marketingState === 'NOT_SUBSCRIBED' || marketingState === 'REDACTED' || marketingState === 'INVALID') {
    throw codedError(`Cannot specify ${marketingState} as a marketing state input`, 'INVALID');
  }
  const customer = world.state.customers.get(input.customerId) ?? null;
  const faults = consentFaults(input, customer !== null, world.state.clock.now());
  if (customer?.email && faults.length === 0) {
    const optInLevel = marketingOptInLevel ?? customer.emailMarketing.optInLevel ?? 'SINGLE_OPT_IN';
    const at = consentUpdatedAt ? { at: new Date(consentUpdatedAt).toISOString() } : {};
    world.store.recordConsent(customer.id, { state: marketingState, optInLevel, ...at });
  }
  return { customer, userErrors: faults };
}

function consentFaults({ emailMarketingConsent: consent }: ConsentInput, isKnown: boolean, now: Date): UserError[] {
  const at = (name: string) => ['input', 'emailMarketingConsent', name];
  if (!isKnown) return [{ field: ['input', 'customerId'], message: 'Customer not found', code: 'INVALID' }];
  if (consent.consentUpdatedAt && Number.isNaN(Date.parse(consent.consentUpdatedAt))) {
    throw codedError(`invalid DateTime '${consent.consentUpdatedAt}'`, 'INVALID_VARIABLE');
  }
  if (consent.consentUpdatedAt && Date.parse(consent.consentUpdatedAt) > now.getTime()) {
    return [
      { field: at('consentUpdatedAt'), message: 'Consent updated at must not be in the future', code: 'INVALID' },
    ];
  }
  if (consent.marketingState === 'PENDING' && consent.marketingOptInLevel !== 'CONFIRMED_OPT_IN') {
    const message = 'Marketing opt in level must be confirmed opt-in for pending consent state';
    return [{ field: at('marketingOptInLevel'), message, code: 'INVALID' }];
  }
  return [];
}

interface CustomerInput {
  email?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  locale?: string | null;
}

function customerCreate(_source: unknown, { input }: { input: CustomerInput }, { world }: AdminContext) {
  const { email, firstName, lastName, locale } = input;
  if (!email)
    return {
      customer: null,
      userErrors: [{ field: null, message: 'A name, phone number, or email address must be present' }],
    };
  try {
    const names = { firstName: firstName ?? undefined, lastName: lastName ?? undefined, locale: locale ?? undefined };
    return { customer: world.store.createCustomer({ email, ...names }), userErrors: [] };
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    const message = error.code === 'taken' ? 'Email has already been taken' : 'Email is invalid';
    return { customer: null, userErrors: [{ field: ['email'], message }] };
  }
}

function webPixelCreate(_source: unknown, { webPixel }: { webPixel: { settings: unknown } }, { world }: AdminContext) {
  if (world.pixels.current()) return pixelFault('Web pixel is taken.', 'TAKEN');
  const settings = settingsText(webPixel.settings);
  return settings === null
    ? pixelFault('Settings are invalid.', 'INVALID_SETTINGS')
    : { webPixel: world.pixels.create(settings), userErrors: [] };
}

function webPixelUpdate(
  _source: unknown,
  { id, webPixel }: { id: string; webPixel: { settings: unknown } },
  { world }: AdminContext,
) {
  if (world.pixels.current()?.id !== id) return pixelFault('Web pixel was not found.', 'NOT_FOUND', ['id']);
  const settings = settingsText(webPixel.settings);
  return settings === null
    ? pixelFault('Settings are invalid.', 'INVALID_SETTINGS')
    : { webPixel: world.pixels.update(settings), userErrors: [] };
}

function webPixelDelete(_source: unknown, { id }: { id: string }, { world }: AdminContext) {
  if (world.pixels.current()?.id !== id) {
    return {
      deletedWebPixelId: null,
      userErrors: pixelFault('Web pixel was not found.', 'NOT_FOUND', ['id']).userErrors,
    };
  }
  return { deletedWebPixelId: world.pixels.remove()?.id ?? null, userErrors: [] };
}

function pixelFault(message: string, code: string, field: string[] | null = ['settings']) {
  return { webPixel: null, userErrors: [{ field, message, code }] };
}

/** Settings come as JSON text or as an object; they must be an object whose values are texts. */
function settingsText(settings: unknown): string | null {
  const value = typeof settings === 'string' ? parseJson(settings) : settings;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.values(value).every((each) => typeof each === 'string') ? JSON.stringify(value) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const maxMetafields = 25;

function metafieldsSet(_source: unknown, { metafields }: { metafields: MetafieldInput[] }, context: AdminContext) {
  if (metafields.length > maxMetafields)
    throw badRequest(`metafieldsSet takes at most ${maxMetafields} metafields at a time.`);
  for (const { ownerId } of metafields) mustBeWritable(ownerId, 'metafieldsSet', context);
  const userErrors = metafields.flatMap((input, index) => metafieldFault(input, index, context));
  // All or none: a fault in one leaves the others unwritten.
  if (userErrors.length > 0) return { metafields: [], userErrors };
  const now = context.world.state.clock.now().toISOString();
  const written = metafields.map((input) => {
    const namespace = fullNamespace(input.namespace, context);
    const known = context.world.metafields.find(input.ownerId, namespace, input.key);
    const type = input.type ?? known?.type ?? definitionOf(input, context)?.type ?? 'single_line_text_field';
    return context.world.metafields.set({ ...input, namespace, type }, now);
  });
  return { metafields: written, userErrors: [] };
}

function metafieldFault(input: MetafieldInput, index: number, context: AdminContext) {
  const fault = (field: string, message: string, code: string) => [
    { field: ['metafields', String(index), field], message, code, elementIndex: null },
  ];
  const known = context.world.metafields.find(input.ownerId, fullNamespace(input.namespace, context), input.key);
  const isOwner =
    input.ownerId.startsWith('gid://shopify/AppInstallation/') || findNode(input.ownerId, context) !== null;
  if (!isOwner) return fault('ownerId', 'Owner does not exist.', 'INVALID');
  if (!input.type && !known && !definitionOf(input, context)) return fault('type', "Type can't be blank", 'BLANK');
  if (input.value === '') return fault('value', "Value can't be blank.", 'BLANK');
  if (input.type === 'json' && parseJson(input.value) === null && input.value !== 'null') {
    return fault('value', 'Value is invalid JSON.', 'INVALID_VALUE');
  }
  if (input.type?.startsWith('list.') && !isListOfTexts(input.value)) {
    return fault('value', 'Value is invalid.', 'INVALID_VALUE');
  }
  return [];
}

const mostInList = 128;

function isListOfTexts(text: string): boolean {
  const value = parseJson(text);
  return Array.isArray(value) && value.length <= mostInList && value.every((each) => typeof each === 'string');
}

const definitionOf = ({ ownerId, namespace, key }: MetafieldInput, context: AdminContext) =>
  context.world.metafields.definition((gidType(ownerId) ?? '').toUpperCase(), fullNamespace(namespace, context), key);

function bulkOperationRunQuery(
  _source: unknown,
  args: { query: string; groupObjects: boolean },
  context: AdminContext,
) {
  return context.world.bulk.run(args, context.scopes);
}

function bulkOperationCancel(_source: unknown, { id }: { id: string }, { world }: AdminContext) {
  return world.bulk.cancel(id);
}

export const mutationResolvers = {
  Mutation: {
    customerEmailMarketingConsentUpdate,
    customerCreate,
    webPixelCreate,
    webPixelUpdate,
    webPixelDelete,
    metafieldsSet,
    metafieldsDelete,
    metafieldDefinitionCreate,
    tagsAdd,
    tagsRemove,
    bulkOperationRunQuery,
    bulkOperationCancel,
  },
};
