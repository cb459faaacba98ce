import { openBench, type Bench } from '../../devstore/postmark/testing/open-bench';
import { openReceiver, type Receiver } from '../../devstore/postmark/testing/open-receiver';

export type PostmarkBench = Bench;
type Options = Parameters<typeof openBench>[0];

/** Runs a test against a Postmark of its own, as strict as the real one. */
export async function inPostmark(work: (bench: Bench) => Promise<void>, options: Options = {}): Promise<void> {
  const bench = await openBench(options);
  try {
    await work(bench);
  } finally {
    await bench.close();
  }
}

/** The same, with somebody who takes its webhooks. */
export async function withWebhooks(
  work: (bench: Bench, receiver: Receiver) => Promise<void>,
  options: Options = {},
): Promise<void> {
  const receiver = await openReceiver();
  try {
    await inPostmark((bench) => work(bench, receiver), options);
  } finally {
    await receiver.close();
  }
}
