-- A mail server of the shop's own where its merchant has none, and the domain it sends from.
ALTER TABLE "senders" ADD COLUMN "postmarkServerId" INTEGER;
ALTER TABLE "senders" ADD COLUMN "beforeDomain" TEXT NOT NULL DEFAULT 'only-shop';
ALTER TABLE "senders" ADD CONSTRAINT "senders_before_domain" CHECK ("beforeDomain" IN ('only-shop', 'shared'));

CREATE TABLE "sender_domains" (
    "shopId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "postmarkId" INTEGER,
    "records" JSONB,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "isDkimVerified" BOOLEAN NOT NULL DEFAULT false,
    "isReturnPathVerified" BOOLEAN NOT NULL DEFAULT false,
    "findings" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "checkedAt" TIMESTAMPTZ(3),
    "verifiedAt" TIMESTAMPTZ(3),
    "missedAt" TIMESTAMPTZ(3),
    "toldAt" TIMESTAMPTZ(3),
    "checkAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sender_domains_pkey" PRIMARY KEY ("shopId"),
    CONSTRAINT "sender_domains_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "sender_domains_state" CHECK ("state" IN ('pending', 'verified', 'failing'))
);
-- Of all shops: whoever is verified for a domain could write as another shop that has it, too. A unique index sees through the wall.
CREATE UNIQUE INDEX "sender_domains_name_key" ON "sender_domains"("name");
ALTER TABLE "sender_domains" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sender_domains" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "sender_domains" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
