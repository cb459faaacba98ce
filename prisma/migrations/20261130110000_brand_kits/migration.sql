-- How a shop looks and speaks in its mails; absent: as every shop does at first.
CREATE TABLE "brand_kits" (
    "shopId" UUID NOT NULL,
    "kit" JSONB NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_kits_pkey" PRIMARY KEY ("shopId"),
    CONSTRAINT "brand_kits_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "brand_kits" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "brand_kits" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "brand_kits" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
