-- What mails recommended is counted anew each night for the last days: they are found by when they went out.
CREATE INDEX "messages_recommended" ON "messages" ("shopId", "sentAt") WHERE "state" = 'accepted' AND "recommendations" IS NOT NULL;
