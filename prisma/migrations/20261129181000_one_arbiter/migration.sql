-- One arbiter: priorities, a budget of mails in a week, and what each rule saw whenever a message was decided about.
ALTER TABLE "messages" ADD COLUMN "priority" INTEGER NOT NULL DEFAULT 50;
UPDATE "messages" SET "priority" = 70 WHERE "flowKey" = 'abandoned-cart';
CREATE INDEX "messages_waiting_of_person" ON "messages" ("shopId", "profileId", "priority") WHERE "state" = 'planned';

ALTER TABLE "send_policies" ADD COLUMN "weeklyBudget" INTEGER DEFAULT 4;

CREATE TABLE "message_decisions" (
    "shopId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "decision" JSONB NOT NULL,
    "answers" JSONB NOT NULL,

    CONSTRAINT "message_decisions_pkey" PRIMARY KEY ("shopId","messageId","seq")
);
ALTER TABLE "message_decisions" ADD CONSTRAINT "message_decisions_shopId_messageId_fkey" FOREIGN KEY ("shopId", "messageId") REFERENCES "messages"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "message_decisions" ADD CONSTRAINT "message_decisions_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "message_decisions" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "message_decisions" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "message_decisions" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
