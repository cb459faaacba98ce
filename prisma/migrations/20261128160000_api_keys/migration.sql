CREATE TABLE "api_keys" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedBy" TEXT,
    "refusedCount" INTEGER NOT NULL DEFAULT 0,
    "lastRefusedAt" TIMESTAMPTZ(3),
    "lastRefusal" TEXT,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("shopId","id")
);
CREATE UNIQUE INDEX "api_keys_shopId_hash_key" ON "api_keys"("shopId", "hash");

-- Behind the tenants' wall like every table with a "shopId": a key names its shop, so that it is looked for inside.
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "api_keys" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "api_keys" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
