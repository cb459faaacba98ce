import type { StoreCodeCreation, StoreDiscount, StoreDiscountCode } from '../../live-store/discounts';
import { codeKey } from '../../live-store/discounts';
import { StoreRefusal } from '../../live-store/refusal';
import { siblingGid } from '../../gid';
import { utcSeconds, utcSecondsOrNull } from '../../instants';
import { connectInOrder, type ConnectionArgs } from '../connections';
import type { AdminContext } from '../context';
import { badRequest } from '../errors';
import { discountChanges, discountFaults, newDiscount, type DiscountInput } from './discount-inputs';

const maxCodes = 250;

const fault = (field: string[] | null, message: string, code: string) => ({
  userErrors: [{ field, message, code, extraInfo: null }],
});
const missing = (field: string) => fault([field], 'Discount does not exist', 'INVALID');

function discountCodeBasicCreate(
  _source: unknown,
  { basicCodeDiscount: input }: { basicCodeDiscount: DiscountInput },
  { world }: AdminContext,
) {
  const faults = discountFaults(input, world, true);
  if (faults.length > 0) return { codeDiscountNode: null, userErrors: faults };
  try {
    return { codeDiscountNode: world.store.createDiscount(newDiscount(input, world)), userErrors: [] };
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    const message = 'Code must be unique. Please try a different code.';
    return { codeDiscountNode: null, ...fault(['basicCodeDiscount', 'code'], message, 'TAKEN') };
  }
}

function discountCodeBasicUpdate(
  _source: unknown,
  { id, basicCodeDiscount: input }: { id: string; basicCodeDiscount: DiscountInput },
  { world }: AdminContext,
) {
  const known = world.state.discounts.discounts.get(id);
  if (!known) return { codeDiscountNode: null, ...missing('id') };
  const faults = discountFaults(input, world, false);
  if (faults.length > 0) return { codeDiscountNode: null, userErrors: faults };
  return {
    codeDiscountNode: world.store.updateDiscount(id, discountChanges(input, known, world)),
    userErrors: [],
  };
}

function discountRedeemCodeBulkAdd(
  _source: unknown,
  { discountId, codes }: { discountId: string; codes: { code: string }[] },
  { world }: AdminContext,
) {
  if (codes.length > maxCodes)
    throw badRequest(`The input array size of ${codes.length} is greater than the maximum allowed of ${maxCodes}.`);
  if (!world.state.discounts.discounts.has(discountId)) return { bulkCreation: null, ...missing('discountId') };
  if (codes.length === 0) return { bulkCreation: null, ...fault(['codes'], "Codes can't be blank", 'BLANK') };
  const added = world.store.addDiscountCodes(
    discountId,
    codes.map(({ code }) => code),
  );
  return { bulkCreation: added, userErrors: [] };
}

function discountCodeRedeemCodeBulkDelete(
  _source: unknown,
  args: { discountId: string; ids?: string[] | null; search?: string | null; savedSearchId?: string | null },
  { world }: AdminContext,
) {
  const ways = [args.ids, args.search, args.savedSearchId].filter((way) => way !== null && way !== undefined);
  if (ways.length === 0)
    return {
      job: null,
      ...fault(null, "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.", 'MISSING_ARGUMENT'),
    };
  if (ways.length > 1)
    return {
      job: null,
      ...fault(null, "Only one of 'ids', 'search' or 'saved_search_id' is allowed.", 'TOO_MANY_ARGUMENTS'),
    };
  if (!args.ids) return { job: null, ...fault(null, 'The stand-in deletes codes by their ids alone.', 'INVALID') };
  if (args.ids.length > maxCodes)
    throw badRequest(`The input array size of ${args.ids.length} is greater than the maximum allowed of ${maxCodes}.`);
  if (!world.state.discounts.discounts.has(args.discountId)) return { job: null, ...missing('discountId') };
  return { job: world.store.removeDiscountCodes(args.discountId, args.ids), userErrors: [] };
}

/** Codes are added and deleted by and by: whoever asks for the first time hears that it is not done. */
function isDone(id: string, { world }: AdminContext): boolean {
  const { asked } = world.state.discounts;
  const wasAsked = asked.has(id);
  asked.add(id);
  return wasAsked;
}

const codesIn = ({ world }: AdminContext): StoreDiscountCode[] => [...world.state.discounts.codes.values()];

function codesOf({ id }: { id: string }, args: ConnectionArgs, context: AdminContext) {
  const discountId = siblingGid(id, 'DiscountCodeNode');
  const wanted = args.query ? codeKey(args.query) : null;
  const codes = codesIn(context).filter(
    (each) => each.discountId === discountId && (wanted === null || codeKey(each.code).includes(wanted)),
  );
  return connectInOrder(codes, args, context);
}

function statusOf({ startsAt, endsAt }: StoreDiscount, _args: unknown, { world }: AdminContext): string {
  const now = world.state.clock.now().toISOString();
  if (now < startsAt) return 'SCHEDULED';
  return endsAt !== null && now >= endsAt ? 'EXPIRED' : 'ACTIVE';
}

const resultRows = ({ results }: StoreCodeCreation) => results.map((each, at) => ({ ...each, id: String(at) }));

export const discountResolvers = {
  Mutation: {
    discountCodeBasicCreate,
    discountCodeBasicUpdate,
    discountRedeemCodeBulkAdd,
    discountCodeRedeemCodeBulkDelete,
  },
  QueryRoot: {
    codeDiscountNodeByCode: (_source: unknown, { code }: { code: string }, { world }: AdminContext) => {
      const known = world.state.discounts.codes.get(codeKey(code));
      return known ? world.state.discounts.discounts.get(known.discountId) : null;
    },
    discountRedeemCodeBulkCreation: (_source: unknown, { id }: { id: string }, { world }: AdminContext) =>
      world.state.discounts.creations.get(id) ?? null,
    job: (_source: unknown, { id }: { id: string }, { world }: AdminContext) =>
      world.state.discounts.deletions.has(id) ? { id } : null,
  },
  DiscountCodeNode: {
    codeDiscount: (discount: StoreDiscount) => ({ ...discount, id: siblingGid(discount.id, 'DiscountCodeBasic') }),
  },
  DiscountCodeBasic: {
    codes: codesOf,
    codesCount: (discount: StoreDiscount, _args: unknown, context: AdminContext) => ({
      count: codesIn(context).filter(({ discountId }) => discountId === siblingGid(discount.id, 'DiscountCodeNode'))
        .length,
      precision: 'EXACT',
    }),
    status: statusOf,
    startsAt: ({ startsAt }: StoreDiscount) => utcSeconds(startsAt),
    endsAt: ({ endsAt }: StoreDiscount) => utcSecondsOrNull(endsAt),
    createdAt: ({ createdAt }: StoreDiscount) => utcSeconds(createdAt),
  },
  DiscountRedeemCode: {
    asyncUsageCount: ({ orderIds }: StoreDiscountCode) => orderIds.length,
  },
  DiscountRedeemCodeBulkCreation: {
    done: ({ id }: StoreCodeCreation, _args: unknown, context: AdminContext) => isDone(id, context),
    codesCount: ({ results }: StoreCodeCreation) => results.length,
    importedCount: ({ results }: StoreCodeCreation) => results.filter(({ codeId }) => codeId !== null).length,
    failedCount: ({ results }: StoreCodeCreation) => results.filter(({ codeId }) => codeId === null).length,
    createdAt: ({ createdAt }: StoreCodeCreation) => utcSeconds(createdAt),
    discountCode: ({ discountId }: StoreCodeCreation, _args: unknown, { world }: AdminContext) =>
      world.state.discounts.discounts.get(discountId) ?? null,
    codes: (creation: StoreCodeCreation, args: ConnectionArgs, context: AdminContext) =>
      connectInOrder(resultRows(creation), args, context),
  },
  DiscountRedeemCodeBulkCreationCode: {
    discountRedeemCode: ({ codeId }: { codeId: string | null }, _args: unknown, context: AdminContext) =>
      codesIn(context).find(({ id }) => id === codeId) ?? null,
    errors: ({ problem }: { problem: string | null }) =>
      problem === null ? [] : [{ field: ['code'], message: problem, code: 'TAKEN', extraInfo: null }],
  },
  Job: {
    done: ({ id }: { id: string }, _args: unknown, context: AdminContext) => isDone(id, context),
  },
};
