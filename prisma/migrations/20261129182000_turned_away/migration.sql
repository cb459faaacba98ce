-- Who set off a flow and did not enter it, the last time, and why: of people who could have been written to.
CREATE TABLE "flow_turned_away" (
    "shopId" UUID NOT NULL,
    "flowKey" TEXT NOT NULL,
    "profileId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "why" JSONB NOT NULL,

    CONSTRAINT "flow_turned_away_pkey" PRIMARY KEY ("shopId","flowKey","profileId"),
    CONSTRAINT "flow_turned_away_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "flow_turned_away_version" FOREIGN KEY ("shopId", "flowKey", "version") REFERENCES "flow_versions"("shopId", "flowKey", "version") ON DELETE CASCADE ON UPDATE CASCADE,
    -- A visitor who is let go of was turned away from nothing.
    CONSTRAINT "flow_turned_away_profile" FOREIGN KEY ("shopId", "profileId") REFERENCES "profiles"("shopId", "id") ON DELETE CASCADE
);
CREATE INDEX "flow_turned_away_shopId_profileId_idx" ON "flow_turned_away"("shopId", "profileId");
ALTER TABLE "flow_turned_away" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow_turned_away" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "flow_turned_away" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
