-- When it was last looked whether somebody else also mails people about the checkouts they left, and what was seen.
CREATE TABLE "recovery_mail_looks" (
    "shopId" UUID NOT NULL,
    "lookedAt" TIMESTAMPTZ(3) NOT NULL,
    "examined" INTEGER NOT NULL,
    "mailed" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_mail_looks_pkey" PRIMARY KEY ("shopId")
);
ALTER TABLE "recovery_mail_looks" ADD CONSTRAINT "recovery_mail_looks_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "recovery_mail_looks" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "recovery_mail_looks" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "recovery_mail_looks" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
