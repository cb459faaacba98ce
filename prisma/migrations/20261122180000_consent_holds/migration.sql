-- CreateTable
CREATE TABLE "consent_holds" (
    "shopId" UUID NOT NULL,
    "emailHash" BYTEA NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "heldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_holds_pkey" PRIMARY KEY ("shopId","emailHash","dedupeKey")
);

-- CreateIndex
CREATE INDEX "consent_holds_shopId_dedupeKey_idx" ON "consent_holds"("shopId", "dedupeKey");

-- Behind the tenants' wall like every table with a "shopId".
ALTER TABLE "consent_holds" ADD CONSTRAINT "consent_holds_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "consent_holds" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "consent_holds" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "consent_holds" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
