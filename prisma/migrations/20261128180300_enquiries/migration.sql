-- Whom programs of somebody else's were asked about, and when they are to be asked again.
CREATE TABLE "address_enquiries" (
    "shopId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_enquiries_pkey" PRIMARY KEY ("shopId","addressId","source")
);
CREATE INDEX "address_enquiries_shopId_source_dueAt_idx" ON "address_enquiries"("shopId", "source", "dueAt");

-- An address that is erased takes along that it was asked about.
ALTER TABLE "address_enquiries" ADD CONSTRAINT "address_enquiries_address" FOREIGN KEY ("shopId", "addressId") REFERENCES "addresses"("shopId", "id") ON DELETE CASCADE;
ALTER TABLE "address_enquiries" ADD CONSTRAINT "address_enquiries_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "address_enquiries" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "address_enquiries" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "address_enquiries" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
