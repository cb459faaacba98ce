-- Keys have the figures of addresses in them now, and names have one of their own: everybody's are made anew.
ALTER TABLE "duplicate_keys" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "duplicate_dues" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "profiles" NO FORCE ROW LEVEL SECURITY;
DELETE FROM "duplicate_keys";
INSERT INTO "duplicate_dues" ("shopId", "profileId") SELECT "shopId", "id" FROM "profiles"
  WHERE "mergedIntoId" IS NULL AND "erasedAt" IS NULL AND "primaryAddressId" IS NOT NULL;
ALTER TABLE "profiles" FORCE ROW LEVEL SECURITY;
ALTER TABLE "duplicate_dues" FORCE ROW LEVEL SECURITY;
ALTER TABLE "duplicate_keys" FORCE ROW LEVEL SECURITY;
