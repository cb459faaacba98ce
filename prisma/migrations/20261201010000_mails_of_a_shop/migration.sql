-- Who saved a version of a mail, and whether it may go out. What was saved before went out as it was saved.
ALTER TABLE "email_templates"
    ADD COLUMN "state" TEXT NOT NULL DEFAULT 'approved',
    ADD COLUMN "savedBy" TEXT,
    ADD COLUMN "restoredFrom" INTEGER,
    ADD COLUMN "askedBy" TEXT,
    ADD COLUMN "askedAt" TIMESTAMPTZ(3),
    ADD COLUMN "decidedBy" TEXT,
    ADD COLUMN "decidedAt" TIMESTAMPTZ(3),
    ADD CONSTRAINT "email_templates_state" CHECK ("state" IN ('draft', 'in-review', 'approved'));

ALTER TABLE "send_policies" ADD COLUMN "mustApproveMails" BOOLEAN NOT NULL DEFAULT false;

-- What a shop calls its mails, and which of them are out of use. One that every shop begins with has no row until something is said of it.
CREATE TABLE "emails" (
    "shopId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "madeFrom" TEXT,
    "madeBy" TEXT,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "emails_pkey" PRIMARY KEY ("shopId", "key"),
    CONSTRAINT "emails_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "emails" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "emails" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "emails" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- What those who make a mail say to each other of it, or of one part.
CREATE TABLE "email_comments" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "emailKey" TEXT NOT NULL,
    "part" TEXT,
    "answerTo" UUID,
    "words" TEXT NOT NULL,
    "writtenBy" TEXT NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedBy" TEXT,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "email_comments_pkey" PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "email_comments_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "email_comments_answer" FOREIGN KEY ("shopId", "answerTo") REFERENCES "email_comments"("shopId", "id") ON DELETE CASCADE
);
CREATE INDEX "email_comments_shopId_emailKey_writtenAt_idx" ON "email_comments"("shopId", "emailKey", "writtenAt");
ALTER TABLE "email_comments" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "email_comments" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "email_comments" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- Parts of mails that a shop keeps, to put them into others.
CREATE TABLE "saved_blocks" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "savedBy" TEXT,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_blocks_pkey" PRIMARY KEY ("shopId", "id"),
    CONSTRAINT "saved_blocks_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "saved_blocks_kind" CHECK ("kind" IN ('section', 'block'))
);
ALTER TABLE "saved_blocks" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "saved_blocks" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "saved_blocks" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
