import { plainProblem } from '~/integrations/segment-spec/plain-values';
import { lookUpPerson } from '~/ops/find-person.server';
import { withShop } from '~/platform/db/db.server';
import { recommendedProducts } from '../recommendations/recommended-products.server';
import { recommendationsAnswer, refusedAnswer, type RecommendationsAnswer } from './answers';
import { readQuestion, QUESTION, type Question } from './recommendation-question';
import { INVALID, invalid, refuse, type ApiAnswer, type ApiCall, type ApiDeps, type ApiRoute } from './route';

export const recommendationRoute: ApiRoute = {
  method: 'get',
  path: '/api/v1/recommendations',
  summary:
    'Products to show now: beside a cart, after an order, on a page, to a person. For a person the key needs data:read as well, and each look is written down',
  scopes: ['recommendations:read'],
  query: Object.entries(QUESTION).map(([name, description]) => ({ name, description })),
  answers: {
    200: { description: 'Products, best first; or none, and why', schema: recommendationsAnswer },
    404: { description: 'This shop knows nobody like that', schema: refusedAnswer },
    ...INVALID,
  },
  handle,
};

async function handle(deps: ApiDeps, { caller, query }: ApiCall): Promise<ApiAnswer> {
  for (const [name, value] of query) {
    const unfit = plainProblem(value);
    if (unfit) return invalid(Object.hasOwn(QUESTION, name) ? name : '', unfit.problem);
  }
  const read = readQuestion(query);
  if (read.kind === 'refused') return invalid(read.field, read.problem);
  const { question } = read;
  if (question.person && !caller.scopes.has('data:read'))
    return refuse(403, 'forbidden', 'To ask for a person takes a key with the scope data:read as well.');
  return withShop(caller.shopId, async () => {
    const profile = question.person && (await lookUpPerson(deps, caller.shopId, question.person, caller.keyId));
    if (question.person && !profile) return refuse(404, 'not-found', 'This shop knows nobody like that.');
    return { status: 200, body: await answerTo(deps, caller.shopId, question, profile?.id ?? null) };
  });
}

async function answerTo(
  deps: ApiDeps,
  shopId: string,
  { cart, viewed, collectionId, limit }: Question,
  profileId: string | null,
): Promise<RecommendationsAnswer> {
  const wanted = {
    ...{ shopId, profileId, cart, limit },
    ...(viewed.length > 0 ? { viewed } : {}),
    ...(collectionId ? { collectionId } : {}),
  };
  const { modelVersion, products } = await recommendedProducts(deps, wanted);
  if (modelVersion === null) return { model: null, emptyBecause: 'not-trained', products };
  const { trainedAt } = await deps.db.prisma.recommenderModel.findUniqueOrThrow({
    where: { shopId_version: { shopId, version: modelVersion } },
    select: { trainedAt: true },
  });
  return {
    model: { version: modelVersion, trainedAt: trainedAt.toISOString() },
    emptyBecause: products.length > 0 ? null : 'nothing-fits',
    products,
  };
}
