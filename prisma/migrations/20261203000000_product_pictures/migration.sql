-- Pictures of products that mails draw when they are opened, fetched ahead; of nobody.
CREATE TABLE "product_pictures" (
    "shopId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "content" BYTEA,
    "wantedAt" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),

    CONSTRAINT "product_pictures_pkey" PRIMARY KEY ("shopId", "url"),
    CONSTRAINT "product_pictures_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
CREATE INDEX "product_pictures_shopId_nextTryAt_idx" ON "product_pictures"("shopId", "nextTryAt");
ALTER TABLE "product_pictures" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "product_pictures" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "product_pictures" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
