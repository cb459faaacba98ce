-- The consent ledger loses no entry either: only with its whole shop, whose row is then gone already.
CREATE FUNCTION "refuse_removal"() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT FROM shops WHERE "id" = OLD."shopId") THEN RAISE EXCEPTION 'the consent ledger is append-only'; END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "consent_entries_keep_all" BEFORE DELETE ON "consent_entries" FOR EACH ROW EXECUTE FUNCTION "refuse_removal"();
