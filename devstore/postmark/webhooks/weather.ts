/** What the network does to webhooks, drawn by seed: rates from 0 to 1; delays lie between `minDelayMs` and `maxDelayMs` of business time. */
export interface WebhookWeather {
  dropRate: number;
  duplicateRate: number;
  minDelayMs: number;
  /** Counts as `minDelayMs` where it is less. */
  maxDelayMs: number;
  /** The first attempt of each meets an HTTP 500 on its way and never reaches the application; retries follow as ever. */
  isFirstRefused: boolean;
}

export const fairWeather: WebhookWeather = {
  dropRate: 0,
  duplicateRate: 0,
  minDelayMs: 0,
  maxDelayMs: 0,
  isFirstRefused: false,
};
