import { Queue as RedisQueue, Worker as RedisWorker, createPostgresBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { jobCatalog, lanes, type JobName, type JobPayload, type Lane } from './catalog';

export interface QueueJob {
  name: JobName;
  payload: JobPayload<JobName>;
}

/** Wakes workers. Losing it may cost delay, never mail: what is to be done stands in rows. */
export interface JobQueue {
  /** Adds the jobs; one that already waits or runs for the same shop is left as it is. */
  enqueue(jobs: QueueJob[]): Promise<void>;
  /** Runs jobs of one lane until the returned function is called, which waits for those in hand. */
  work(lane: Lane, concurrency: number, run: (job: QueueJob) => Promise<void>): () => Promise<void>;
  close(): Promise<void>;
}

export interface JobQueueOptions {
  /** Redis when set, else PostgreSQL. */
  redisUrl?: string | undefined;
  databaseUrl: string;
  onError: (error: Error) => void;
}

/**
 * Short locks, so that a killed worker's job is taken up within seconds. A job may be taken up any number of times: BullMQ would otherwise
 * fail one whose worker dies twice, and the rows are what decides whether there is work.
 */
const RECOVERY = { lockDuration: 3_000, stalledInterval: 1_000, maxStalledCount: 1_000_000 };
const SCHEMA = 'bullmq';
const PREFIX = 'kindred';

export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { Queue, Worker, connection, disconnect } = options.redisUrl
    ? onRedis(options.redisUrl)
    : onPostgres(options.databaseUrl);
  const queues = new Map(
    lanes.map((lane) => {
      const queue = new Queue(queueName(lane), connection(4));
      queue.on('error', options.onError);
      return [lane, queue];
    }),
  );

  return {
    async enqueue(jobs) {
      for (const lane of lanes) {
        const [first, ...others] = jobs.filter((job) => jobCatalog[job.name].lane === lane).map(toBull);
        // Mostly it is one, and a bulk makes tables of its own in PostgreSQL each time.
        if (first && others.length) await queues.get(lane)?.addBulk([first, ...others]);
        else if (first) await queues.get(lane)?.add(first.name, first.data, first.opts);
      }
    },
    work(lane, concurrency, run) {
      const worker = new Worker(
        queueName(lane),
        (job) => run({ name: job.name as JobName, payload: jobCatalog[job.name as JobName].payload.parse(job.data) }),
        { ...connection(concurrency + 2), concurrency, ...RECOVERY },
      );
      worker.on('error', options.onError);
      return () => worker.close();
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await disconnect();
    },
  };
}

const queueName = (lane: Lane): string => `${PREFIX}-${lane}`;

function toBull({ name, payload }: QueueJob) {
  return {
    name,
    data: payload,
    opts: { jobId: `${name}_${payload.shopId}`, removeOnComplete: true, removeOnFail: true },
  };
}

function onPostgres(connectionString: string) {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  return {
    Queue,
    Worker,
    connection: (max: number) => ({ connection: { connectionString, schema: SCHEMA, max } }),
    disconnect: () => Promise.resolve(),
  };
}

function onRedis(url: string) {
  const clients: Redis[] = [];
  const connect = () => {
    const client = new Redis(url, { maxRetriesPerRequest: null });
    clients.push(client);
    return client;
  };
  return {
    Queue: RedisQueue as unknown as ReturnType<typeof onPostgres>['Queue'],
    Worker: RedisWorker as unknown as ReturnType<typeof onPostgres>['Worker'],
    connection: () => ({ connection: connect() }) as never,
    disconnect: async () => {
      await Promise.all(clients.map((client) => client.quit().catch(() => client.disconnect())));
    },
  };
}
