import http from 'node:http';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import { BLANK } from '../../app/delivery/open-time/blank';
import { arrivals, realStopwatch, sendOpenLoop } from '../load/open-loop';
import { percentile, rounded } from '../load/percentiles';

export interface ImageFigures {
  p50Ms: number;
  p99Ms: number;
  images: number;
  /** Answers that were no picture, and those in which nothing stands. */
  failed: number;
  blank: number;
  kilobytes: number;
}

export interface ImagePlan {
  ratePerSecond: number;
  seconds: number;
}

/** Asks for images at times fixed in advance, each from an address of its own, as readers' mail programs do. */
export async function measureImages(
  urlOf: (nth: number) => string,
  { ratePerSecond, seconds }: ImagePlan,
  random: SeededRandom,
): Promise<ImageFigures> {
  const agent = new http.Agent({ keepAlive: true });
  try {
    const times = arrivals(ratePerSecond * seconds, seconds, random);
    const sent = await sendOpenLoop(times, (nth) => get(agent, urlOf(nth), nth), realStopwatch);
    const latencies = sent.map(({ latencyMs }) => latencyMs);
    const bytes = sent.reduce((sum, { outcome }) => sum + outcome.body.length, 0);
    return {
      p50Ms: rounded(percentile(latencies, 0.5), 1),
      p99Ms: rounded(percentile(latencies, 0.99), 1),
      images: sent.length,
      failed: sent.filter(({ outcome }) => outcome.status !== 200 || outcome.type !== 'image/png').length,
      blank: sent.filter(({ outcome }) => outcome.body.equals(BLANK)).length,
      kilobytes: rounded(bytes / sent.length / 1_024, 1),
    };
  } finally {
    agent.destroy();
  }
}

interface Answer {
  status: number;
  type: string | undefined;
  body: Buffer;
}

function get(agent: http.Agent, url: string, nth: number): Promise<Answer> {
  const from = `10.${(nth >> 16) & 255}.${(nth >> 8) & 255}.${nth & 255}, 192.0.2.1`;
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { 'X-Forwarded-For': from } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, type: headers['content-type'], body: Buffer.concat(parts) });
        });
        response.on('error', reject);
      })
      .on('error', reject);
  });
}
