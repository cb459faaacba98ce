import type { AdminContext } from '../context';
import { accessDenied, codedError, notModelled } from '../errors';
import type { ActivityInput, ActivityRecord, EngagementInput } from '../marketing';

interface Fault {
  field: string[] | null;
  message: string;
  code: string;
}

const fault = (code: string, message: string, field: string[] | null = ['input']): Fault => ({ field, message, code });

function mustBeAllowed(field: string, { scopes }: AdminContext): void {
  if (!scopes.has('write_marketing_events')) throw accessDenied(field, '`write_marketing_events` access scope.');
}

function marketingActivityUpsertExternal(_source: unknown, { input }: { input: ActivityInput }, context: AdminContext) {
  mustBeAllowed('marketingActivityUpsertExternal', context);
  const { marketing, state } = context.world;
  mustBeAddress(input.remoteUrl);
  const known = marketing.find(input.remoteId);
  const found = known ? changedFault(known.input, input) : newFault(input, marketing.all());
  if (found) return { marketingActivity: null, userErrors: [found] };
  return { marketingActivity: marketing.keep(input, state.clock.now().toISOString()), userErrors: [] };
}

function mustBeAddress(text: string): void {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw codedError(`Invalid url '${text}', missing scheme`, 'INVALID_VARIABLE');
}

const sameUtm = (a: ActivityInput['utm'], b: ActivityInput['utm']): boolean =>
  a?.source === b?.source && a?.medium === b?.medium && a?.campaign === b?.campaign;

/** What can never be another than it was first told. */
function changedFault(known: ActivityInput, input: ActivityInput): Fault | null {
  if (!sameUtm(known.utm, input.utm)) return fault('IMMUTABLE_UTM_PARAMETERS', 'UTM parameters cannot be modified.');
  if ((known.urlParameterValue ?? null) !== (input.urlParameterValue ?? null))
    return fault('IMMUTABLE_URL_PARAMETER', 'URL parameter value cannot be modified.');
  if ((known.hierarchyLevel ?? null) !== (input.hierarchyLevel ?? null))
    return fault('IMMUTABLE_HIERARCHY_LEVEL', 'Hierarchy level cannot be modified.');
  if ((known.parentRemoteId ?? null) !== (input.parentRemoteId ?? null))
    return fault('IMMUTABLE_PARENT_ID', 'Parent activity cannot be modified.');
  if (known.tactic !== input.tactic && input.tactic === 'STOREFRONT_APP')
    return fault('CANNOT_UPDATE_TACTIC_TO_STOREFRONT_APP', 'Tactic cannot be updated to STOREFRONT_APP.');
  if (known.tactic !== input.tactic && known.tactic === 'STOREFRONT_APP')
    return fault('CANNOT_UPDATE_TACTIC_IF_ORIGINALLY_STOREFRONT_APP', 'Tactic cannot be updated from STOREFRONT_APP.');
  return null;
}

function newFault(input: ActivityInput, all: readonly ActivityRecord[]): Fault | null {
  const { utm, urlParameterValue } = input;
  const misplaced = hierarchyFault(input, all);
  if (misplaced) return misplaced;
  const words = 'Non-hierarchical marketing activities must have UTM parameters or a URL parameter value.';
  if (!utm && !urlParameterValue && input.hierarchyLevel !== 'AD_GROUP')
    return fault('NON_HIERARCHIAL_REQUIRES_UTM_URL_PARAMETER', words);
  if (utm && all.some((each) => sameUtm(each.input.utm, utm)))
    return fault(
      'MARKETING_ACTIVITY_WITH_UTM_CAMPAIGN_ALREADY_EXISTS',
      'Validation failed: Utm campaign has already been taken',
    );
  return null;
}

/** An advertisement stands below a group or a campaign, a group below a campaign, and a campaign below nothing. */
const PARENTS: Record<string, readonly (string | undefined)[]> = {
  AD: ['AD_GROUP', 'CAMPAIGN'],
  AD_GROUP: ['CAMPAIGN'],
};

function hierarchyFault(
  { hierarchyLevel, parentRemoteId }: ActivityInput,
  all: readonly ActivityRecord[],
): Fault | null {
  const parent = all.find((each) => each.input.remoteId === parentRemoteId)?.input.hierarchyLevel ?? undefined;
  const wanted = PARENTS[hierarchyLevel ?? ''];
  if (!wanted) return parentRemoteId ? fault('INVALID', 'Only ads and ad groups have a parent activity.') : null;
  return wanted.includes(parent) ? null : fault('INVALID', `Parent activity of ${hierarchyLevel} is invalid.`);
}

interface DayArgs {
  marketingActivityId?: string | null;
  remoteId?: string | null;
  channelHandle?: string | null;
  marketingEngagement: EngagementInput;
}

function marketingEngagementCreate(_source: unknown, args: DayArgs, context: AdminContext) {
  mustBeAllowed('marketingEngagementCreate', context);
  const found = namingFault(args) ?? dayFault(args.marketingEngagement, context);
  if (found) return { marketingEngagement: null, userErrors: [found] };
  const { marketing } = context.world;
  const activity =
    marketing.all().find(({ id }) => id === args.marketingActivityId) ?? marketing.find(args.remoteId ?? '');
  if (!activity) {
    const message = args.remoteId
      ? fault('INVALID_REMOTE_ID', 'Remote ID does not correspond to an existing activity.', ['remoteId'])
      : fault('MARKETING_ACTIVITY_DOES_NOT_EXIST', 'Marketing activity does not exist.', ['marketingActivityId']);
    return { marketingEngagement: null, userErrors: [message] };
  }
  const { isCumulative = false, ...day } = args.marketingEngagement;
  marketing.tellDay(activity, day);
  return { marketingEngagement: { ...day, isCumulative, marketingActivity: activity }, userErrors: [] };
}

/** Exactly one of three names what the figures are of; one that is given as null was given, too. */
function namingFault(args: DayArgs): Fault | null {
  const given = ['marketingActivityId', 'remoteId', 'channelHandle'].filter((name) => name in args);
  if (given.length === 0)
    return fault(
      'INVALID_MARKETING_ENGAGEMENT_ARGUMENT_MISSING',
      'No identifier found. For activity level engagement, either the marketing activity ID or remote ID must be provided. For channel level engagement, the channel handle must be provided.',
      null,
    );
  if (given.length > 1)
    return fault(
      'INVALID_MARKETING_ENGAGEMENT_ARGUMENTS',
      'For activity level engagement, either the marketing activity ID or remote ID must be provided. For channel level engagement, the channel handle must be provided.',
      null,
    );
  return given[0] === 'channelHandle'
    ? fault('INVALID_CHANNEL_HANDLE', 'The channel handle is not recognized.', ['channelHandle'])
    : null;
}

const OFFSET = /^[+-](0\d|1[0-4]):[0-5]\d$/;

/** Stricter than is known: what cannot be true is refused, so that no mistake of the app's goes unseen. */
function dayFault(day: EngagementInput, { world }: AdminContext): Fault | null {
  const at = (name: string) => ['marketingEngagement', name];
  if (!OFFSET.test(day.utcOffset)) throw codedError(`Invalid UtcOffset '${day.utcOffset}'`, 'INVALID_VARIABLE');
  if (day.isCumulative) return fault('INVALID', 'Cumulative metrics are deprecated.', at('isCumulative'));
  if (day.occurredOn > world.state.clock.now().toISOString().slice(0, 10))
    return fault('INVALID', 'Occurred on must not be in the future.', at('occurredOn'));
  for (const [name, value] of Object.entries(day))
    if (isBelowZero(value)) return fault('INVALID', `${name} must be greater than or equal to 0.`, at(name));
  const { sales, adSpend } = day;
  if (sales && adSpend && sales.currencyCode !== adSpend.currencyCode)
    return fault('CURRENCY_CODE_MISMATCH_INPUT', 'Currency codes in the input do not match.', ['marketingEngagement']);
  return null;
}

const isBelowZero = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'amount' in value
    ? Number(value.amount) < 0
    : typeof value !== 'string' || /^-?[\d.]+$/.test(value)
      ? Number(value) < 0
      : false;

function marketingActivityDeleteExternal(
  _source: unknown,
  { remoteId }: { remoteId?: string | null },
  context: AdminContext,
) {
  mustBeAllowed('marketingActivityDeleteExternal', context);
  const activity = context.world.marketing.find(remoteId ?? '');
  if (!activity) {
    const missing = fault('MARKETING_ACTIVITY_DOES_NOT_EXIST', 'Marketing activity does not exist.', null);
    return { deletedMarketingActivityId: null, userErrors: [missing] };
  }
  context.world.marketing.remove(activity.input.remoteId);
  return { deletedMarketingActivityId: activity.id, userErrors: [] };
}

const marketingActivity = {
  title: ({ input }: ActivityRecord) => input.title,
  tactic: ({ input }: ActivityRecord) => input.tactic,
  status: ({ input }: ActivityRecord) => input.status,
  marketingChannelType: ({ input }: ActivityRecord) => input.marketingChannelType,
  isExternal: () => true,
  utmParameters: ({ input }: ActivityRecord) => input.utm ?? null,
  hierarchyLevel: ({ input }: ActivityRecord) => input.hierarchyLevel ?? null,
};

export const marketingResolvers = { MarketingActivity: marketingActivity };

interface TriggerArgs {
  handle?: string | null;
  payload?: unknown;
  body?: string | null;
}

/** The older form, one text with everything in it, is deprecated and not modelled. */
function flowTriggerReceive(_source: unknown, { handle, payload, body }: TriggerArgs, { world }: AdminContext) {
  if (body) throw notModelled('the argument body of flowTriggerReceive');
  const problem = world.flow.receive(handle ?? '', payload);
  return { userErrors: problem ? [{ field: ['body'], message: `Errors validating schema:\n ${problem}` }] : [] };
}

export const marketingMutations = {
  flowTriggerReceive,
  marketingActivityUpsertExternal,
  marketingActivityDeleteExternal,
  marketingEngagementCreate,
};
