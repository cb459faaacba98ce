import { z } from 'zod';
import { fairWeather, type WebhookWeather } from '../../postmark/webhooks/weather';

/** How Postmark's reports travel from now on, as a person chooses it. */
export const reportChoice = z.object({
  delay: z.enum(['none', 'minute', 'hour']),
  fault: z.enum(['none', 'twice', 'lost', 'refused']),
});
export type ReportChoice = z.infer<typeof reportChoice>;

export const delayWords: Record<ReportChoice['delay'], string> = {
  none: 'at once',
  minute: 'after 1 minute',
  hour: 'after 1 hour',
};

export const faultWords: Record<ReportChoice['fault'], string> = {
  none: 'as they should',
  twice: 'twice',
  lost: 'never (lost)',
  refused: 'refused first (HTTP 500), then tried again',
};

const delaysMs: Record<ReportChoice['delay'], number> = { none: 0, minute: 60_000, hour: 3_600_000 };

const faults: Record<ReportChoice['fault'], Partial<WebhookWeather>> = {
  none: {},
  twice: { duplicateRate: 1 },
  lost: { dropRate: 1 },
  refused: { isFirstRefused: true },
};

export const weatherOf = ({ delay, fault }: ReportChoice): WebhookWeather => ({
  ...fairWeather,
  ...{ minDelayMs: delaysMs[delay], maxDelayMs: delaysMs[delay] },
  ...faults[fault],
});

/** The choice that the present weather is; null when something else has set it, such as a story. */
export function choiceOf(weather: Readonly<WebhookWeather>): ReportChoice | null {
  const choices = reportChoice.shape.delay.options.flatMap((delay) =>
    reportChoice.shape.fault.options.map((fault) => ({ delay, fault })),
  );
  return choices.find((choice) => isSame(weatherOf(choice), weather)) ?? null;
}

const isSame = (one: WebhookWeather, other: Readonly<WebhookWeather>): boolean =>
  (Object.keys(one) as (keyof WebhookWeather)[]).every((name) => one[name] === other[name]);
