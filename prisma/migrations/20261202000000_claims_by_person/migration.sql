-- A claim reads what is due in its order, of many that are due at once too, and asks for each person by one index that no other can stand in for.
DROP INDEX "messages_due";
CREATE INDEX "messages_due" ON "messages" ("shopId", "dueAt", "id") WHERE "state" = 'planned';
DROP INDEX "messages_waiting_of_person";
CREATE INDEX "messages_open_of_person" ON "messages" ("shopId", "profileId", "priority") WHERE "state" IN ('planned', 'claimed');
-- Who holds a message says until when.
ALTER TABLE "messages" ADD CONSTRAINT "messages_claims_end" CHECK (("state" = 'claimed') = ("leaseUntil" IS NOT NULL)) NOT VALID;

-- What is claimed and finished leaves dead entries behind, and what waits comes and goes within the hour: a fifth of such a table is too much to wait for.
ALTER TABLE "messages" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "flow_runs" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
