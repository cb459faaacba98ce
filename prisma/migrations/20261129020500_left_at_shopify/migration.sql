-- Customers who asked here to be deleted, are deleted here, and stand in Shopify still, until somebody deletes them there.
CREATE TABLE "left_at_shopify" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "customerHash" BYTEA,
    "customer" BYTEA,
    "erasedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "left_at_shopify_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "left_at_shopify_shopId_state_erasedAt_idx" ON "left_at_shopify"("shopId", "state", "erasedAt");

ALTER TABLE "left_at_shopify" ADD CONSTRAINT "left_at_shopify_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "left_at_shopify" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "left_at_shopify" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "left_at_shopify" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
