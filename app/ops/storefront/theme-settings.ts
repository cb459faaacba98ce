import type { DoubleOptIn } from '~/customers/consent/double-opt-in';
import type { Wording } from '~/customers/consent/wordings.server';
import type { Topic } from '~/customers/preferences/topics';
import type { FormSettings, FormTexts } from './form-settings';
import { FORM_WORDS, LANGUAGES, type Language } from './words';

/** The sentences that people agree to in one language, as they are kept for good. */
export interface Sentences {
  marketing: Pick<Wording, 'version' | 'text'>;
  backInStock: Pick<Wording, 'version' | 'text'>;
}

type Said = Pick<Wording, 'version' | 'text'>;

/** What the theme's blocks read, in one language. Names as Liquid has them. */
export interface ThemeTexts extends Omit<FormTexts, 'consent'> {
  consent: Said;
  stock_consent: Said;
  email: string;
  first_name: string;
  birthday: string;
  optional: string;
  topics: string;
  close: string;
  no_email: string;
  no_consent: string;
  too_often: string;
  failed: string;
  done_asked: string;
  done_at_once: string;
  stock: (typeof FORM_WORDS)[Language]['stock'];
}

/** What the theme's blocks read of a shop: `app.metafields.kindred.storefront.value`. Everything it takes to draw them, so that no page asks the app. */
export interface ThemeSettings {
  texts: Partial<Record<Language, ThemeTexts>>;
  /** Of pages in another language. */
  fallback: Language;
  fields: { first_name: boolean; birthday: boolean };
  /** None: people are not asked. */
  topics: Pick<Topic, 'key' | 'name'>[];
  /** Where somebody is asked to confirm by mail. */
  confirm: DoubleOptIn;
  popup: {
    on: boolean;
    seconds: number | null;
    scroll: number | null;
    exit: boolean;
    pages: number | null;
    quiet_days: number;
    templates: string[];
    teaser: boolean;
    /** Codes of two letters. */
    where: 'everywhere' | 'in' | 'outside';
    countries: string[];
  };
}

export interface ThemeInput {
  settings: FormSettings;
  fallback: Language;
  sentences: ReadonlyMap<Language, Sentences>;
  topics: readonly Topic[];
  confirm: DoubleOptIn;
}

export function themeSettings({ settings, fallback, sentences, topics, confirm }: ThemeInput): ThemeSettings {
  const { fields, popup } = settings;
  const written = LANGUAGES.filter((each) => settings.texts[each]);
  return {
    texts: Object.fromEntries(written.map((each) => [each, textsIn(each, settings.texts[each], sentences.get(each))])),
    fallback: written.includes(fallback) ? fallback : (written[0] ?? fallback),
    fields: { first_name: fields.firstName, birthday: fields.birthday },
    topics: fields.topics ? topics.map(({ key, name }) => ({ key, name })) : [],
    confirm,
    popup: {
      ...{ on: popup.isOn, seconds: popup.afterSeconds, scroll: popup.afterScrollPercent, exit: popup.onExit },
      ...{ pages: popup.afterPages, quiet_days: popup.quietDays, templates: popup.pages, teaser: popup.hasTeaser },
      ...{ where: popup.where, countries: popup.countries },
    },
  };
}

function textsIn(language: Language, texts: FormTexts | undefined, said: Sentences | undefined): ThemeTexts {
  if (!texts || !said) throw new Error(`a form was published in ${language} without its words`);
  const words = FORM_WORDS[language];
  const { heading, intro, offer, promise, button, teaser } = texts;
  return {
    ...{ heading, intro, offer, promise, button, teaser },
    ...{ consent: said.marketing, stock_consent: said.backInStock, stock: words.stock },
    ...{ email: words.email, first_name: words.firstName, birthday: words.birthday, optional: words.optional },
    ...{ topics: words.topics, close: words.close, no_email: words.noEmail, no_consent: words.noConsent },
    ...{ too_often: words.tooOften, failed: words.failed },
    ...{ done_asked: words.doneAsked, done_at_once: words.doneAtOnce },
  };
}
