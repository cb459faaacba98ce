import type { SeededRandom } from '../../seeded-random';
import type { TradingDay } from '../calendar';
import type { Discount } from './price-order';

const CAMPAIGNS: { code: string; share: number; used: number; runs: (day: TradingDay) => boolean }[] = [
  { code: 'BLACKWEEK20', share: 0.2, used: 0.55, runs: ({ month, dayOfMonth }) => month === 11 && dayOfMonth >= 23 },
  {
    code: 'SUMMER15',
    share: 0.15,
    used: 0.25,
    runs: ({ month, dayOfMonth }) => month === 7 && dayOfMonth >= 10 && dayOfMonth <= 24,
  },
  {
    code: 'SPRING10',
    share: 0.1,
    used: 0.2,
    runs: ({ month, dayOfMonth }) => month === 3 && dayOfMonth >= 18 && dayOfMonth <= 31,
  },
];
const WELCOME_USED = 0.38;
const THANKS_USED = 0.04;
const THANKS_FROM_MINOR = 4000;

interface Situation {
  day: TradingDay;
  isFirst: boolean;
  isSubscribed: boolean;
  goodsMinor: number;
}

/** The code an order uses, if any: a campaign's, the newsletter's welcome on a first order, now and then a thank-you. */
export function chooseDiscount(
  { day, isFirst, isSubscribed, goodsMinor }: Situation,
  random: SeededRandom,
): Discount | null {
  const [chance, campaign] = [random.next(), CAMPAIGNS.find(({ runs }) => runs(day))];
  if (campaign && chance < campaign.used) return { code: campaign.code, off: { share: campaign.share } };
  if (isFirst && isSubscribed && chance < WELCOME_USED) return { code: 'WELCOME10', off: { share: 0.1 } };
  if (!isFirst && goodsMinor >= THANKS_FROM_MINOR && chance < THANKS_USED)
    return { code: 'THANKYOU5', off: { minor: 500 } };
  return null;
}
