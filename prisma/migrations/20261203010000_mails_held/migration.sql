-- Mails that are held because they are too large to leave, and whether the owner was told.
CREATE TABLE "held_mails" (
    "shopId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kilobytes" INTEGER NOT NULL,
    "heldAt" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "held_mails_pkey" PRIMARY KEY ("shopId","key")
);

ALTER TABLE "held_mails" ADD CONSTRAINT "held_mails_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "held_mails" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "held_mails" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "held_mails" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
