import { acceptedMails, countDuplicates, countUnconsented } from './judge';
import { firstMails, judgeAnnasMail, judgeBea, judgeFinnsMail, nothingYet, secondMails } from './mails';
import { install, moveToNoon, setUp } from './opening';
import { clickAndBuy, leavesCart, twoHoursLater } from './shoppers';
import { HOUR_MS, Stage, type StoryOptions } from './stage';
import { createTeller, expectThat, type StoryStep } from './steps';
import { crash, judgeAttribution, lookAtUnsubscribe, replayWebhooks, unsubscribe } from './trials';

export type { StoryOptions } from './stage';

export interface StoryResult {
  ok: boolean;
  emails: number;
  duplicates: number;
  unconsented: number;
  recommendationsShown: number;
  attributedRevenueMinor: number;
  clockMovedHours: number;
  steps: StoryStep[];
}

type Act = [name: string, play: (stage: Stage) => Promise<string> | string];

const agrees = { acceptsMarketing: true };

/** The whole path of one email, with everybody who must get none. */
const ACTS: Act[] = [
  ['a merchant installs the app, and the store’s past comes in', install],
  ['the merchant says who the mail is from and turns the flow on', setUp],
  ['it is noon in the shop’s zone', moveToNoon],
  [
    'Anna accepts tracking, views five products, fills a cart, gives her address and consent, leaves',
    (stage) => leavesCart(stage, 'anna', 0, { ...agrees, views: 5 }),
  ],
  [
    'Bea does the same, but does not agree to mail',
    (stage) => leavesCart(stage, 'bea', 1, { acceptsMarketing: false }),
  ],
  ['Carl agrees, leaves, and will buy after two hours', (stage) => leavesCart(stage, 'carl', 2, agrees)],
  ['Dora agrees and leaves; she will unsubscribe', (stage) => leavesCart(stage, 'dora', 3, agrees)],
  ['Finn agrees and leaves; one of his products will sell out', (stage) => leavesCart(stage, 'finn', 4, agrees)],
  ['two hours later Carl buys; a product of Finn’s sells out; a price of Anna’s changes', twoHoursLater],
  ['3 h 59 min after the carts were left nothing has been sent', nothingYet],
  ['two minutes later exactly one mail has gone to each who agreed and did not buy', firstMails],
  [
    'Anna’s mail: both lines at today’s prices, three or more fitting products in stock, a way out, an address',
    judgeAnnasMail,
  ],
  ['Finn’s mail does not offer what sold out', judgeFinnsMail],
  ['Bea has no mail, and the stored reason says why', judgeBea],
  ['every webhook of the carts five times more, in any order: still one mail each', replayWebhooks],
  ['looking at Dora’s unsubscribe link changes nothing', lookAtUnsubscribe],
  ['Dora unsubscribes with one click', unsubscribe],
  ['Anna opens her mail, clicks a recommendation and buys', (stage) => clickAndBuy(stage)],
  ['her order is credited to that mail, once', judgeAttribution],
  [
    'Emil leaves a cart; the worker is killed between claim and request; after its restart he has exactly one mail',
    crash,
  ],
  ['20 h after the first, the second mail goes to Finn alone: Dora unsubscribed, Anna and Carl bought', secondMails],
  ['no duplicates, nobody without consent, and the counts are those of the story', finalCounts],
];

/** Plays the story and judges it by what the stand-ins saw. */
export async function playStory(options: StoryOptions): Promise<StoryResult> {
  const stage = new Stage(options);
  const teller = createTeller(options.print);
  for (const [name, play] of ACTS) await teller.step(name, () => play(stage));
  for (const { shopper } of stage.people.values()) await shopper.close();
  const { steps } = teller;
  const clockMovedHours = Math.round((stage.world.clock.now().getTime() - stage.startedAt) / HOUR_MS);
  const { recommendationsShown, attributedRevenueMinor } = stage;
  const ok = steps.every((step) => step.ok);
  return { ok, ...counts(stage), recommendationsShown, attributedRevenueMinor, clockMovedHours, steps };
}

function counts({ world, consentedAt }: Stage) {
  return {
    emails: acceptedMails(world).length,
    duplicates: countDuplicates(world),
    unconsented: countUnconsented(world, consentedAt),
  };
}

function finalCounts(stage: Stage): string {
  const seen = counts(stage);
  const isRight = seen.emails === 5 && seen.duplicates === 0 && seen.unconsented === 0;
  expectThat(isRight, '5 mails, 0 duplicates, 0 without consent', seen);
  return '5 mails: Anna, Dora, Finn, Emil, and Finn’s second; 0 duplicates; 0 without consent';
}
