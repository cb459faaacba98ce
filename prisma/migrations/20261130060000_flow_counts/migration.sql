-- How often ways of a flow's steps were gone, by the day (UTC): of nobody. No key leads to flows: whoever counts would lock them.
CREATE TABLE "flow_counts" (
    "shopId" UUID NOT NULL,
    "flowKey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "node" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "passed" INTEGER NOT NULL,
    CONSTRAINT "flow_counts_pkey" PRIMARY KEY ("shopId","flowKey","version","node","way","day"),
    CONSTRAINT "flow_counts_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "flow_counts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow_counts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "flow_counts" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- Who published a version: Shopify's id of the user.
ALTER TABLE "flow_versions" ADD COLUMN "publishedBy" TEXT;

-- What pages of a flow ask: its runs by when they began, its mails by when they were planned, who was turned away lately.
CREATE INDEX "flow_runs_of_flow" ON "flow_runs" ("shopId", "flowKey", "startedAt" DESC, "id" DESC);
CREATE INDEX "messages_of_flow" ON "messages" ("shopId", "flowKey", "plannedAt") WHERE "flowKey" IS NOT NULL;
CREATE INDEX "flow_turned_away_of_flow" ON "flow_turned_away" ("shopId", "flowKey", "at" DESC);
