/** What a form of the storefront says in one language, beside what the merchant writes. */
export interface FormWords {
  /** What a shop begins with. */
  usual: { heading: string; intro: string; promise: string; button: string; teaser: string };
  email: string;
  firstName: string;
  birthday: string;
  optional: string;
  topics: string;
  close: string;
  /** What was wrong with what was sent. */
  noEmail: string;
  noConsent: string;
  tooOften: string;
  failed: string;
  /** What happens next, where a mail asks to confirm and where it does not. */
  doneAsked: string;
  doneAtOnce: string;
  stock: { button: string; send: string; done: string; asked: string; cancel: string };
}
