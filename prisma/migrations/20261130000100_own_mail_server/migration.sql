-- A mail server of the merchant's own, by which mail leaves instead of Postmark: encrypted.
ALTER TABLE "senders" ADD COLUMN "smtp" BYTEA;
