import { parentPort, workerData } from 'node:worker_threads';
import { clusterPeople, type Algorithm } from './cluster-people';
import type { Feature } from './features';
import type { Table } from './standardise';

export interface ClusterOrder {
  table: Table;
  features: readonly Feature[];
  counts: Partial<Record<Algorithm, number>>;
}

const { table, features, counts } = workerData as ClusterOrder;
parentPort?.postMessage(clusterPeople(table, features, counts));
