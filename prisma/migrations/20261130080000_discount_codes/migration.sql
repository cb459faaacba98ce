-- Discounts that flows give codes of, one code a person.
CREATE TABLE "offers" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "prefix" TEXT NOT NULL,
    "validDays" INTEGER NOT NULL,
    "againAfterDays" INTEGER,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "marker" TEXT NOT NULL,
    "discountId" TEXT,
    "toldTerms" JSONB,
    "discountEndsAt" TIMESTAMPTZ(3),
    "problem" TEXT,
    "dryAt" TIMESTAMPTZ(3),
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "offers_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "offers_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "offers_shopId_marker_key" ON "offers"("shopId", "marker");

-- Whose a code is follows from the message it was given with.
CREATE TABLE "discount_codes" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "offerId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "batchId" UUID,
    "shopifyId" TEXT,
    "messageId" UUID,
    "endsAt" TIMESTAMPTZ(3),
    "givenAt" TIMESTAMPTZ(3),
    "shownAt" TIMESTAMPTZ(3),
    "orderId" TEXT,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "discount_codes_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "discount_codes_state" CHECK ("state" IN ('new', 'free', 'given', 'leaving', 'gone', 'failed')),
    CONSTRAINT "discount_codes_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "discount_codes_offer" FOREIGN KEY ("shopId", "offerId") REFERENCES "offers"("shopId", "id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "discount_codes_shopId_code_key" ON "discount_codes"("shopId", "code");
CREATE INDEX "discount_codes_shopId_offerId_state_idx" ON "discount_codes"("shopId", "offerId", "state");
CREATE INDEX "discount_codes_shopId_messageId_idx" ON "discount_codes"("shopId", "messageId");
CREATE INDEX "discount_codes_shopId_orderId_idx" ON "discount_codes"("shopId", "orderId");

CREATE TABLE "code_batches" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "offerId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asking',
    "asks" INTEGER NOT NULL DEFAULT 0,
    "shopifyId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "failed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "code_batches_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "code_batches_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "code_batches_offer" FOREIGN KEY ("shopId", "offerId") REFERENCES "offers"("shopId", "id") ON DELETE CASCADE
);
CREATE INDEX "code_batches_open" ON "code_batches"("shopId", "offerId") WHERE "state" <> 'done';

DO $$
DECLARE "name" TEXT;
BEGIN
  FOREACH "name" IN ARRAY ARRAY['offers', 'discount_codes', 'code_batches'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', "name");
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', "name");
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', "name");
  END LOOP;
END $$;

-- What of an offer's mails waits for a code.
CREATE INDEX "messages_waiting_for_code" ON "messages" ("shopId", ("subject"->>'offerId')) WHERE "state" = 'planned' AND "subject" ? 'offerId';
