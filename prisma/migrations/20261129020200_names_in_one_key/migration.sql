-- Namesakes are found by one key for all words of a name: a common word alone would lead to a part of everybody, and the more people, the more of them.
ALTER TABLE "addresses" ADD COLUMN "nameKey" BYTEA;
CREATE INDEX "addresses_shopId_nameKey_idx" ON "addresses"("shopId", "nameKey", "id");

-- Of a name of one word there is none: it is too many people's. A hash of keyed hashes is as blind as they are.
CREATE FUNCTION "name_key"(of_shop UUID, of_address UUID) RETURNS BYTEA LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN count(*) >= 2 THEN substring(sha256(string_agg("token", ''::bytea ORDER BY "token")) FOR 16) END
  FROM "name_tokens" WHERE "shopId" = of_shop AND "addressId" = of_address
$$;

ALTER TABLE "name_tokens" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "addresses" NO FORCE ROW LEVEL SECURITY;
UPDATE "addresses" SET "nameKey" = "name_key"("shopId", "id");
ALTER TABLE "addresses" FORCE ROW LEVEL SECURITY;
ALTER TABLE "name_tokens" FORCE ROW LEVEL SECURITY;
