-- All that is a shop's goes with its row by itself, also where it would go by way of another table.
ALTER TABLE "mail_verdicts" ADD CONSTRAINT "mail_verdicts_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
