import { sameCode } from '~/decisions/offers/code-text';
import type { Gone, Refused, ShopDiscounts } from '~/decisions/offers/shop-discounts';
import type { AdminClient } from './admin-client.server';
import { changedDiscount, newDiscount } from './discount-input';
import * as operations from './operations';

/** Keeps the discounts of a shop's offers through the Admin API. */
export function createShopDiscounts(admin: AdminClient): ShopDiscounts {
  const find = async (shopDomain: string, code: string) =>
    (await admin.run(shopDomain, operations.discountByCode, { code })).codeDiscountNodeByCode;
  return {
    async make(shopDomain, marker, input) {
      const discount = newDiscount(marker, input);
      const { discountCodeBasicCreate: answer } = await admin.run(shopDomain, operations.makeDiscount, { discount });
      if (answer?.codeDiscountNode) return { kind: 'made', id: answer.codeDiscountNode.id, isFound: false };
      // An answer was lost: it was made, under the code that we had written down for it.
      const isTaken = answer?.userErrors.some(({ field, code }) => code === 'TAKEN' && field?.at(-1) === 'code');
      const ours = isTaken ? await find(shopDomain, marker) : null;
      return ours ? { kind: 'made', id: ours.id, isFound: true } : refused(answer?.userErrors);
    },
    async change(shopDomain, id, change) {
      const discount = changedDiscount(change);
      const { discountCodeBasicUpdate: answer } = await admin.run(shopDomain, operations.changeDiscount, {
        ...{ id, discount },
      });
      return answer?.codeDiscountNode ? { kind: 'changed' } : against(answer?.userErrors);
    },
    async addCodes(shopDomain, id, codes) {
      const { discountRedeemCodeBulkAdd: answer } = await admin.run(shopDomain, operations.addDiscountCodes, {
        ...{ id, codes: codes.map((code) => ({ code })) },
      });
      return answer?.bulkCreation ? { kind: 'asked', jobId: answer.bulkCreation.id } : against(answer?.userErrors);
    },
    async addedCodes(shopDomain, jobId) {
      const answer = await admin.run(shopDomain, operations.addedDiscountCodes, { id: jobId });
      const creation = answer.discountRedeemCodeBulkCreation;
      // What Shopify knows no more is over: of each code it is asked whether it is there.
      if (!creation) return [];
      if (!creation.done) return null;
      return creation.codes.nodes.map(({ code, discountRedeemCode }) => ({
        ...{ code: sameCode(code), shopifyId: discountRedeemCode?.id ?? null },
      }));
    },
    async findCode(shopDomain, id, code) {
      const found = await find(shopDomain, code);
      if (found?.id !== id || found.codeDiscount.__typename !== 'DiscountCodeBasic') return null;
      return found.codeDiscount.codes.nodes.find((each) => sameCode(each.code) === code)?.id ?? null;
    },
    async removeCodes(shopDomain, id, ids) {
      const { discountCodeRedeemCodeBulkDelete: answer } = await admin.run(shopDomain, operations.removeDiscountCodes, {
        ...{ id, ids },
      });
      return answer?.job ? { kind: 'asked', jobId: answer.job.id } : against(answer?.userErrors);
    },
    async isRemoved(shopDomain, jobId) {
      const { job } = await admin.run(shopDomain, operations.jobState, { id: jobId });
      return job?.done ?? true;
    },
  };
}

type Problems = readonly { field?: string[] | null; message: string }[] | undefined;

const refused = (problems: Problems): Refused => ({
  kind: 'refused',
  problem: problems?.map(({ message }) => message).join('; ') || 'it gave no answer',
});

/** Shopify names the discount itself where there is none of that id. */
const against = (problems: Problems): Refused | Gone =>
  problems?.some(({ field }) => field?.at(-1) === 'id' || field?.at(-1) === 'discountId')
    ? { kind: 'gone' }
    : refused(problems);
