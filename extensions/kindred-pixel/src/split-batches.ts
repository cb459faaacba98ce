import { MAX_BATCH_BYTES, MAX_BATCH_EVENTS, type WireBatch, type WireEvent } from './wire';

/** The bodies that carry all events in order, each within the endpoint's limits of events and of bytes (UTF-8). */
export function splitBatches(head: Omit<WireBatch, 'events'>, events: readonly WireEvent[]): string[] {
  const bodies: string[] = [];
  let batch: WireEvent[] = [];
  for (const event of events) {
    const isFull = batch.length === MAX_BATCH_EVENTS || byteLength(bodyOf(head, [...batch, event])) > MAX_BATCH_BYTES;
    if (isFull && batch.length > 0) {
      bodies.push(bodyOf(head, batch));
      batch = [];
    }
    batch.push(event);
  }
  if (batch.length > 0) bodies.push(bodyOf(head, batch));
  return bodies;
}

function bodyOf(head: Omit<WireBatch, 'events'>, events: WireEvent[]): string {
  return JSON.stringify({ ...head, events });
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
