-- What waits is looked for flow by flow: what a flow that is off has waiting is not read through each time.
DROP INDEX "flow_runs_due";
CREATE INDEX "flow_runs_due" ON "flow_runs" ("shopId", "flowKey", "dueAt", "id") WHERE "status" = 'active';
