import type { PostmarkWorld } from '../world';
import type { Call } from './call';

/** Writes into the log that none of a request's messages was taken. */
export function refuseAll(world: PostmarkWorld, call: Call, errorCode: number | null, reason: string): void {
  call.messages.forEach((message, index) =>
    world.log.append({ kind: 'refused', requestId: call.requestId, index, errorCode, reason, ...message }),
  );
}
