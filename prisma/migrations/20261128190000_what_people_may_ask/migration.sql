-- What people may ask by law: whose data was erased is remembered without saying who, and what is kept of somebody can be handed over.

-- An erased person's orders and profile are nobody's, and nothing that is told late makes them somebody's again.
ALTER TABLE "profiles" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
ALTER TABLE "orders" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);

-- That an address was erased, as a keyed hash: what its owner had agreed to before does not count any more.
CREATE TABLE "erased_addresses" (
    "shopId" UUID NOT NULL,
    "emailHash" BYTEA NOT NULL,
    "erasedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_addresses_pkey" PRIMARY KEY ("shopId","emailHash")
);

-- Shopify passes requests on, too; of whom, it says in the request alone.
ALTER TABLE "privacy_requests"
  ALTER COLUMN "addressId" DROP NOT NULL,
  ALTER COLUMN "profileId" DROP NOT NULL,
  ADD COLUMN "source" TEXT NOT NULL DEFAULT 'preference-centre',
  ADD COLUMN "subject" BYTEA,
  ADD COLUMN "outcome" TEXT;

CREATE TABLE "access_exports" (
    "shopId" UUID NOT NULL,
    "requestId" UUID NOT NULL,
    "profileIds" UUID[] NOT NULL,
    "section" TEXT,
    "cursor" TEXT,
    "pieces" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "readyAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_exports_pkey" PRIMARY KEY ("shopId","requestId")
);

CREATE TABLE "access_export_pieces" (
    "shopId" UUID NOT NULL,
    "requestId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "section" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "access_export_pieces_pkey" PRIMARY KEY ("shopId","requestId","seq")
);
ALTER TABLE "access_export_pieces" ADD CONSTRAINT "access_export_pieces_export" FOREIGN KEY ("shopId", "requestId")
  REFERENCES "access_exports"("shopId", "requestId") ON DELETE CASCADE;

-- Behind the tenants' wall like every table with a "shopId".
DO $$
DECLARE each TEXT;
BEGIN
  FOREACH each IN ARRAY ARRAY['erased_addresses', 'access_exports', 'access_export_pieces'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', each, each || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', each);
  END LOOP;
END $$;
