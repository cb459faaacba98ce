-- Mails to many at once. Whom they go to stands in the message ledger: a campaign itself names nobody but the profile its preparing has come to.
CREATE TABLE "campaigns" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "step" TEXT NOT NULL DEFAULT 'mail',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "startsAt" TIMESTAMPTZ(3),
    "expectedCount" INTEGER,
    "startedAt" TIMESTAMPTZ(3),
    "reachCount" INTEGER,
    "preparedUpTo" UUID,
    "turns" INTEGER NOT NULL DEFAULT 0,
    "preparedAt" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "pauseReason" JSONB,
    "resumedAt" TIMESTAMPTZ(3),
    "movedUpTo" UUID,
    "pausedMs" BIGINT NOT NULL DEFAULT 0,
    "lookAt" TIMESTAMPTZ(3),
    "isClearing" BOOLEAN NOT NULL DEFAULT false,
    "mailedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "campaigns_shopId_startsAt_idx" ON "campaigns"("shopId", "startsAt");
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "campaigns" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "campaigns" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "campaigns" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- What of a campaign is still to leave: asked whenever it is looked whether all has, and gone through where the rest is skipped.
CREATE INDEX "messages_open_of_campaign" ON "messages" ("shopId", "sourceId", "dueAt") WHERE "sourceKind" = 'campaign' AND "state" IN ('planned', 'claimed');
