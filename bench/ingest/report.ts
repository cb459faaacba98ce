import type { Machine } from '../load/machine';
import { rounded } from '../load/percentiles';
import { printTable } from '../load/table';
import { BATCH_EVENTS } from './browsers';
import type { IngestFigures, IngestPlan } from './measure';

export type IngestLine = ReturnType<typeof summarise>;

export function summarise(figures: IngestFigures, plan: IngestPlan, machine: Machine, seed: number) {
  const { kindred, bare, storefront, flood, processed } = figures;
  const sent = Object.values(flood.statuses).reduce((sum, count) => sum + count, 0);
  return {
    webhooksPerSecond: kindred.ratePerSecond,
    barePerSecond: bare.ratePerSecond,
    ratio: rounded(kindred.ratePerSecond / bare.ratePerSecond, 2),
    ackP50Ms: rounded(kindred.p50Ms, 2),
    ackP99Ms: rounded(kindred.p99Ms, 2),
    bareP99Ms: rounded(bare.p99Ms, 2),
    storefrontEventsPerSecond: storefront.ratePerSecond * BATCH_EVENTS,
    storefrontP99Ms: rounded(storefront.p99Ms, 2),
    eventsProcessedPerSecond: Math.round(processed.events / processed.seconds),
    processedEvents: processed.events,
    rssMb: figures.webRssMb,
    workerRssMb: figures.workerRssMb,
    floodPerSecond: flood.rate,
    floodWebhooksPerSecond: flood.webhookRate,
    floodQuietP99Ms: rounded(flood.quiet.p99Ms, 2),
    floodWebhookP99Ms: rounded(flood.flooded.p99Ms, 2),
    floodWebhooksNotTaken: flood.flooded.notTaken,
    floodTakenShare: rounded((flood.statuses['202'] ?? 0) / sent, 3),
    floodStatuses: flood.statuses,
    floodKeptWebhooks: flood.flooded.isSustained,
    machine,
    seed,
    plan,
  };
}

export function printFigures(line: IngestLine, machine: Machine, seed: number): void {
  const perSecond = (value: number) => `${value}/s`;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const { plan } = line;
  printTable(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
    [
      [
        'Webhooks acknowledged',
        perSecond(line.webhooksPerSecond),
        `open loop, steps of ${plan.stepSeconds} s, 99 of 100 within ${plan.p99Ms} ms and all taken; p99 ${ms(line.ackP99Ms)}`,
      ],
      ['Bare server', perSecond(line.barePerSecond), `the same webhooks in the same run; p99 ${ms(line.bareP99Ms)}`],
      ['Ratio', line.ratio.toFixed(2)],
      [
        'Events of browsers taken',
        perSecond(line.storefrontEventsPerSecond),
        `in batches of ${BATCH_EVENTS}; p99 ${ms(line.storefrontP99Ms)}`,
      ],
      ['Events recorded', perSecond(line.eventsProcessedPerSecond), `${line.processedEvents} events by one worker`],
      ['Memory of the web process', `${line.rssMb} MB`, `of the worker ${line.workerRssMb} MB`],
      [
        'Webhooks under a flood',
        ms(line.floodWebhookP99Ms),
        `p99 of ${perSecond(line.floodWebhooksPerSecond)} beside ${perSecond(line.floodPerSecond)} of browsers (${JSON.stringify(line.floodStatuses)}); without them ${ms(line.floodQuietP99Ms)}`,
      ],
    ],
  );
}
