-- How long it is kept what each rule saw whenever it was decided about a mail. Shops that have rules of their own get the usual time.
ALTER TABLE "retention_settings" ADD COLUMN "decisionDays" INTEGER NOT NULL DEFAULT 180;
ALTER TABLE "retention_settings" ALTER COLUMN "decisionDays" DROP DEFAULT;
-- By when the first answer was given, which never changes: an answer that is given again stays where it lies.
CREATE INDEX "message_decisions_oldest" ON "message_decisions" ("shopId", "decidedAt");
