-- A flow run over what happened before: numbers alone.
CREATE TABLE "flow_replays" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "flowKey" TEXT NOT NULL,
    "sides" JSONB NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "askedBy" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "people" INTEGER,
    "cursor" UUID,
    "result" JSONB,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "finishedAt" TIMESTAMPTZ(3),
    CONSTRAINT "flow_replays_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "flow_replays_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
CREATE INDEX "flow_replays_shopId_flowKey_askedAt_idx" ON "flow_replays" ("shopId", "flowKey", "askedAt");
ALTER TABLE "flow_replays" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow_replays" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "flow_replays" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
