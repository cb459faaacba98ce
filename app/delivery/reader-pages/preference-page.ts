import {
  FREQUENCIES,
  frequencyOf,
  isPausedAt,
  PAUSE_DAYS,
  type Frequency,
  type Preferences,
} from '~/customers/preferences/preferences';
import type { Topic } from '~/customers/preferences/topics';
import { escapeHtml, layout, shopLine } from './page-layout';
import { READER_LANGUAGES, READER_WORDS, readerLanguage, type ReaderWords } from './reader-words';

/** What the page of the preference centre is made of. */
export interface PreferencePage {
  shop: { name: string; url: string; locale: string };
  topics: Topic[];
  preferences: Preferences;
  /** What they asked to be told of, each with the product's title. */
  wishes: { id: string; title: string }[];
  mail: 'comes' | 'asked' | 'stopped';
  now: Date;
  /** Goes with every form of the page; without it nothing is changed. */
  formToken: string;
  /** What was just done; null: nothing yet. */
  done: keyof ReaderWords['done'] | null;
}

interface Drawn extends PreferencePage {
  words: ReaderWords;
  language: string;
}

/** The preference centre as HTML. Works without scripts: each form is a POST to the page's own address. */
export function preferencePage(page: PreferencePage): string {
  const language = readerLanguage(page.preferences.locale, page.shop.locale);
  const words = READER_WORDS[language];
  const drawn = { ...page, words, language };
  const sections =
    page.mail === 'comes' ? [choices, pause, unsubscribe] : page.mail === 'asked' ? [unsubscribe] : [subscribe];
  const body = [
    shopLine(page.shop),
    `<h1>${words.title}</h1>`,
    said(drawn),
    state(drawn),
    ...[...sections, wishes, data].map((draw) => draw(drawn)),
  ];
  return layout({ title: `${words.title} · ${page.shop.name}`, language, isWide: true, body: body.join('\n') });
}

const said = ({ done, words }: Drawn): string =>
  done ? `<section class="said" role="status"><p>${words.done[done]}</p></section>` : '';

function state({ mail, words, preferences, now, language }: Drawn): string {
  const isPaused = mail === 'comes' && isPausedAt(preferences, now);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(preferences.pausedUntil ?? now);
  return `<p>${isPaused ? words.pausedUntil(escapeHtml(day)) : words[mail]}</p>`;
}

const form = ({ formToken }: Drawn, intent: string, body: string): string =>
  `<form method="post"><input type="hidden" name="form" value="${escapeHtml(formToken)}"><input type="hidden" name="intent" value="${intent}">${body}</form>`;

function choices(page: Drawn): string {
  const { words } = page;
  const body = `${topicBoxes(page)}${frequencies(page)}${languages(page)}<p><button type="submit">${words.save}</button></p>`;
  return `<section>${form(page, 'save', body)}</section>`;
}

function topicBoxes({ topics, preferences, words }: Drawn): string {
  if (!topics.length) return '';
  const boxes = topics.map(({ key, name }) => {
    const checked = preferences.topicsOff.includes(key) ? '' : ' checked';
    return `<label class="choice"><input type="checkbox" name="topic" value="${escapeHtml(key)}"${checked}> ${escapeHtml(name)}</label>`;
  });
  return `<fieldset><legend>${words.topics}</legend>${boxes.join('')}</fieldset>`;
}

function frequencies({ preferences, words }: Drawn): string {
  const chosen = frequencyOf(preferences.minutesBetween);
  const radios = (Object.keys(FREQUENCIES) as Frequency[]).map((each) => {
    const checked = each === chosen ? ' checked' : '';
    return `<label class="choice"><input type="radio" name="frequency" value="${each}"${checked}> ${words[each]}</label>`;
  });
  return `<fieldset><legend>${words.frequency}</legend>${radios.join('')}</fieldset>`;
}

function languages({ preferences, words }: Drawn): string {
  const options = Object.entries({ '': words.shopLanguage, ...READER_LANGUAGES }).map(([value, name]) => {
    const selected = value === (preferences.locale ?? '') ? ' selected' : '';
    return `<option value="${value}"${value ? ` lang="${value}"` : ''}${selected}>${name}</option>`;
  });
  return `<p><label class="label" for="locale">${words.language}</label><select id="locale" name="locale">${options.join('')}</select></p>`;
}

function pause(page: Drawn): string {
  const { words } = page;
  const buttons = PAUSE_DAYS.map(
    (days) => `<button class="plain" type="submit" name="days" value="${days}">${words.days(days)}</button>`,
  );
  const resume = isPausedAt(page.preferences, page.now)
    ? form(page, 'resume', `<p><button class="plain" type="submit">${words.resume}</button></p>`)
    : form(page, 'pause', `<div class="buttons">${buttons.join('')}</div>`);
  return `<section><h2>${words.pauseTitle}</h2><p class="quiet">${words.pauseWords}</p>${resume}</section>`;
}

/** Each with a button of its own: taking one back leaves the others. */
function wishes(page: Drawn): string {
  const { words } = page;
  if (!page.wishes.length) return '';
  const items = page.wishes.map(({ id, title }) => {
    const label = escapeHtml(`${words.cancel.button}: ${title}`);
    const button = `<input type="hidden" name="wish" value="${escapeHtml(id)}"><button class="plain" type="submit" aria-label="${label}">${words.cancel.button}</button>`;
    return `<li><span>${escapeHtml(title)}</span>${form(page, 'take-back', button)}</li>`;
  });
  return `<section><h2>${words.wishesTitle}</h2><p class="quiet">${words.wishesWords}</p><ul class="wishes">${items.join('')}</ul></section>`;
}

function unsubscribe(page: Drawn): string {
  const { words } = page;
  const button = form(page, 'unsubscribe', `<p><button class="plain" type="submit">${words.unsubscribe}</button></p>`);
  return `<section><h2>${words.unsubscribeTitle}</h2><p class="quiet">${words.unsubscribeWords}</p>${button}</section>`;
}

function subscribe(page: Drawn): string {
  const { words } = page;
  return `<section><h2>${words.subscribeTitle}</h2>${form(page, 'subscribe', `<p class="quiet">${words.confirm.subscribe.words}</p><p><button type="submit">${words.subscribe}</button></p>`)}</section>`;
}

function data(page: Drawn): string {
  const { words } = page;
  const buttons = `<div class="buttons">${form(page, 'download', `<button class="plain" type="submit">${words.download}</button>`)}${form(page, 'delete', `<button class="bad" type="submit">${words.delete}</button>`)}</div>`;
  return `<section><h2>${words.dataTitle}</h2><p class="quiet">${words.dataWords}</p>${buttons}</section>`;
}
