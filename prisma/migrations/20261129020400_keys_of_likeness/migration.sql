-- What two addresses of one person would have in common, as keyed hashes: who may be a duplicate is found by them, and nobody else is looked at.
CREATE TABLE "duplicate_keys" (
    "shopId" UUID NOT NULL,
    "key" BYTEA NOT NULL,
    "addressId" UUID NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "duplicate_keys_pkey" PRIMARY KEY ("shopId","key","addressId")
);
CREATE INDEX "duplicate_keys_shopId_addressId_idx" ON "duplicate_keys"("shopId", "addressId");

-- An address that is erased takes its keys along.
ALTER TABLE "duplicate_keys" ADD CONSTRAINT "duplicate_keys_address" FOREIGN KEY ("shopId", "addressId") REFERENCES "addresses"("shopId", "id") ON DELETE CASCADE;
ALTER TABLE "duplicate_keys" ADD CONSTRAINT "duplicate_keys_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "duplicate_keys" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "duplicate_keys" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "duplicate_keys" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- A name alone still led to more people, the more a shop has.
ALTER TABLE "addresses" DROP COLUMN "nameKey";
DROP FUNCTION "name_key";

-- Everybody who is known already gets theirs.
ALTER TABLE "duplicate_dues" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "profiles" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "duplicate_dues" ("shopId", "profileId") SELECT "shopId", "id" FROM "profiles"
  WHERE "mergedIntoId" IS NULL AND "erasedAt" IS NULL AND "primaryAddressId" IS NOT NULL;
ALTER TABLE "profiles" FORCE ROW LEVEL SECURITY;
ALTER TABLE "duplicate_dues" FORCE ROW LEVEL SECURITY;
