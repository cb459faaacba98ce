import type { MailWords } from './mail-words';

const product = (title: string): string => (title ? `„${title}”` : 'המוצר הזה');

export const he: MailWords = {
  direction: 'rtl',
  total: 'סך הכול',
  soldOutSince: 'אזל מאז',
  soldOutNow: 'אזל זה עתה',
  struckOut: 'המחיר המחוק: הנמוך ביותר ב־30 הימים שקדמו',
  lowestBefore: (price) => `הנמוך ביותר ב־30 הימים שקדמו: ${price}`,
  insteadOf: (price) => `במקום ${price}`,
  onlyLeft: (count) => (count === 1 ? 'נותר אחד אחרון:' : `נותרו רק ${count}:`),
  until: (moment) => `עד ${moment}`,
  openTime: { over: 'הסתיים', available: 'במלאי:', soldOut: 'אזל:' },
  unsubscribe: 'הסרה מרשימת התפוצה',
  preferences: 'בחירה מה לקבל',
  consentLine: (shop) => `קיבלת את ההודעה כי ביקשת מ־${shop} חדשות והצעות.`,
  askedLine: 'קיבלת את ההודעה פעם אחת בלבד, כי ביקשת לדעת מתי המוצר יחזור למכירה.',
  coupon: {
    use: 'לקנייה עם הקוד הזה',
    until: (day) => `בתוקף עד סוף יום ${day}, פעם אחת.`,
    minimum: (amount) => `להזמנות של ${amount} ומעלה.`,
    example: 'דוגמה: מי שיקבל את ההודעה יראה כאן קוד משלו, אם השלב מציין הצעה.',
  },
  reasons: {
    boughtTogether: (title) => `נקנה לעיתים קרובות יחד עם ${product(title)}`,
    boughtBySame: (title) => `נבחר גם בידי מי שבחרו ${product(title)}`,
    chosenAlong: (title) => `אחרים בחרו בו יחד עם ${product(title)}`,
    becauseViewed: (title) => `כי צפית ב${product(title)}`,
    similar: (title) => `דומה ל${product(title)}`,
    seenInVisit: 'צפית בזה',
    boughtBefore: 'כבר בחרת בזה',
    buyersAlike: 'נבחר בידי אנשים עם טעם דומה לשלך',
    popular: 'פופולרי עכשיו',
    firstChoice: 'מה שרבים מתחילים בו',
    newArrival: 'חדש בחנות',
    sameCollection: 'מאותו אוסף',
    pinned: 'הבחירה של החנות',
  },
};
