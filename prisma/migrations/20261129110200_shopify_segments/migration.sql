-- Shopify's own segments that rules speak of, and when their members were read.
CREATE TABLE "shopify_segments" (
    "shopId" UUID NOT NULL,
    "segmentId" TEXT NOT NULL,
    "name" TEXT,
    "customers" INTEGER NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shopify_segments_pkey" PRIMARY KEY ("shopId","segmentId"),
    CONSTRAINT "shopify_segments_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "shopify_segments" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "shopify_segments" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "shopify_segments" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
