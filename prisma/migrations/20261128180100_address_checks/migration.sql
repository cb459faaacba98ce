-- What is known of an address beside whose it is: what can be seen of it, and whether its domain takes mail. A row that waits has a due time.
CREATE TABLE "address_checks" (
    "shopId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "traits" TEXT[] NOT NULL DEFAULT '{}',
    "meant" BYTEA,
    "mailboxHash" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'unchecked',
    "checkedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_checks_pkey" PRIMARY KEY ("shopId","addressId")
);
CREATE INDEX "address_checks_shopId_dueAt_idx" ON "address_checks"("shopId", "dueAt");
CREATE INDEX "address_checks_shopId_mailboxHash_idx" ON "address_checks"("shopId", "mailboxHash");

-- An address that is erased takes what is known of it along.
ALTER TABLE "address_checks" ADD CONSTRAINT "address_checks_address" FOREIGN KEY ("shopId", "addressId") REFERENCES "addresses"("shopId", "id") ON DELETE CASCADE;
ALTER TABLE "address_checks" ADD CONSTRAINT "address_checks_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "address_checks" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "address_checks" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "address_checks" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- Whoever writes an address: it is to be looked at, at once.
CREATE FUNCTION "check_new_addresses"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "address_checks" ("shopId", "addressId", "dueAt") SELECT "shopId", "id", to_timestamp(0) FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER "addresses_to_check" AFTER INSERT ON "addresses" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "check_new_addresses"();
ALTER TABLE "addresses" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "address_checks" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "address_checks" ("shopId", "addressId", "dueAt") SELECT "shopId", "id", to_timestamp(0) FROM "addresses";
ALTER TABLE "address_checks" FORCE ROW LEVEL SECURITY;
ALTER TABLE "addresses" FORCE ROW LEVEL SECURITY;
