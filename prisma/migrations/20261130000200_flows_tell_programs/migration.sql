-- Programs are told by steps of flows, too.
ALTER TABLE "webhook_messages" ALTER COLUMN "segmentId" DROP NOT NULL,
ADD COLUMN "flowKey" TEXT,
ADD COLUMN "stepKey" TEXT,
ADD CONSTRAINT "webhook_messages_about" CHECK (("segmentId" IS NULL) <> ("flowKey" IS NULL) AND ("flowKey" IS NULL) = ("stepKey" IS NULL));
