import { MAX_BATCH_BYTES, MAX_BATCH_EVENTS, type WireBatch, type WireEvent } from './wire';

/** The events in order, cut so that each batch stays within the endpoint's limits of events and of bytes (UTF-8). */
export function splitBatches(head: Omit<WireBatch, 'events'>, events: readonly WireEvent[]): WireEvent[][] {
  const batches: WireEvent[][] = [];
  let batch: WireEvent[] = [];
  for (const event of events) {
    const isFull =
      batch.length === MAX_BATCH_EVENTS || byteLength({ ...head, events: [...batch, event] }) > MAX_BATCH_BYTES;
    if (isFull && batch.length > 0) {
      batches.push(batch);
      batch = [];
    }
    batch.push(event);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function byteLength(batch: WireBatch): number {
  return new TextEncoder().encode(JSON.stringify(batch)).length;
}
