/** The library has no types of its own; what is used of it, as its source has it. */
declare module 'ml-knn' {
  /** A point with its label behind its last coordinate. */
  type Labelled = number[];

  export default class KNN {
    constructor(points: readonly number[][], labels: readonly number[], options?: { k?: number });
    readonly kdTree: {
      /** At most `count` points, the farthest first, each with its distance. */
      nearest(point: readonly number[], count: number): [point: Labelled, distance: number][];
    };
  }
}
