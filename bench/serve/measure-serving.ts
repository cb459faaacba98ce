import http from 'node:http';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import { arrivals, realStopwatch, sendOpenLoop } from '../load/open-loop';
import { percentile, rounded } from '../load/percentiles';

export interface ServingPlan {
  ratePerSecond: number;
  seconds: number;
}

export interface ServingFigures {
  p50Ms: number;
  p99Ms: number;
  requests: number;
  /** Answers that were no 200. */
  failed: number;
  /** Answers without any product. */
  empty: number;
}

/** Asks at times fixed in advance, whether or not earlier questions were answered, each from an address of its own. */
export async function measureServing(
  urlOf: (nth: number) => string,
  { ratePerSecond, seconds }: ServingPlan,
  random: SeededRandom,
): Promise<ServingFigures> {
  const agent = new http.Agent({ keepAlive: true });
  try {
    const times = arrivals(ratePerSecond * seconds, seconds, random);
    const sent = await sendOpenLoop(times, (nth) => get(agent, urlOf(nth), nth), realStopwatch);
    const latencies = sent.map(({ latencyMs }) => latencyMs);
    return {
      p50Ms: rounded(percentile(latencies, 0.5), 1),
      p99Ms: rounded(percentile(latencies, 0.99), 1),
      requests: sent.length,
      failed: sent.filter(({ outcome }) => outcome.status !== 200).length,
      empty: sent.filter(({ outcome }) => outcome.body.includes('"products":[]')).length,
    };
  } finally {
    agent.destroy();
  }
}

function get(agent: http.Agent, url: string, nth: number): Promise<{ status: number; body: string }> {
  const from = `10.${(nth >> 16) & 255}.${(nth >> 8) & 255}.${nth & 255}, 192.0.2.1`;
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { 'X-Forwarded-For': from } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
        );
        response.on('error', reject);
      })
      .on('error', reject);
  });
}
