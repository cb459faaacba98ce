-- When Postmark last took a test mail from this sender, and why people get mail, in the shop's own words (null: the usual sentence).
ALTER TABLE "senders" ADD COLUMN "verifiedAt" TIMESTAMPTZ(3), ADD COLUMN "consentLine" TEXT;
