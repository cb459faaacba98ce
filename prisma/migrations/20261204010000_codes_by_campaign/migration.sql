-- A campaign gives tens of thousands of codes within minutes: each batch takes the next free ones of an offer, whatever the statistics say of them (0070).
CREATE INDEX "discount_codes_next_free" ON "discount_codes" ("shopId", "offerId", "id") WHERE "state" = 'free' AND "usedAt" IS NULL;
-- What ends next, of what somebody has and did not use.
CREATE INDEX "discount_codes_ending" ON "discount_codes" ("shopId", "offerId", "endsAt") WHERE "state" = 'given' AND "usedAt" IS NULL;
-- What was given and nobody has seen: the few whose mails are on their way, or did not go.
CREATE INDEX "discount_codes_unseen" ON "discount_codes" ("shopId", "offerId") WHERE "state" = 'given' AND "usedAt" IS NULL AND "shownAt" IS NULL;
CREATE INDEX "discount_codes_given" ON "discount_codes" ("shopId", "offerId", "givenAt") WHERE "givenAt" IS NOT NULL;
-- Campaigns that are to give codes of an offer, or are doing so.
CREATE INDEX "campaigns_giving" ON "campaigns" ("shopId", ("definition"->>'offerId')) WHERE "state" IN ('scheduled', 'sending', 'paused');
