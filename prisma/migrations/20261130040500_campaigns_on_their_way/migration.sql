-- What is on its way may have to wait again: a campaign is not over before that is settled.
DROP INDEX "messages_open_of_campaign";
CREATE INDEX "messages_open_of_campaign" ON "messages" ("shopId", "sourceId", "dueAt")
  WHERE "sourceKind" = 'campaign' AND "state" IN ('planned', 'claimed', 'requested', 'unknown');
