-- What was told of a person and is kept in another form, or not at all: the original stays, encrypted, with the rule that changed it.
CREATE TABLE "cleanings" (
    "shopId" UUID NOT NULL,
    "originId" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "beforeHash" BYTEA NOT NULL,
    "profileId" UUID NOT NULL,
    "before" BYTEA NOT NULL,
    "after" BYTEA,
    "evidence" TEXT NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cleanings_pkey" PRIMARY KEY ("shopId","originId","field","rule","beforeHash")
);
CREATE INDEX "cleanings_shopId_profileId_idx" ON "cleanings"("shopId", "profileId");
CREATE INDEX "cleanings_shopId_rule_toldAt_idx" ON "cleanings"("shopId", "rule", "toldAt");

-- Behind the tenants' wall like every table with a "shopId".
ALTER TABLE "cleanings" ADD CONSTRAINT "cleanings_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "cleanings" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "cleanings" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "cleanings" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
