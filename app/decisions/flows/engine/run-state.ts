/** Where a run stands. Instants are ISO 8601, so that it is the same as JSON. */
export interface RunState {
  node: string;
  /**
   * When the run came to this node by the flow's own reckoning: a delay that was over at noon leads on at noon, even if no worker was there
   * to see it before the evening. A mail can therefore be too late, and is then not sent.
   */
  arrivedAt: string;
}
